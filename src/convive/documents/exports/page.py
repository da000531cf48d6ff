"""What the documents of an espace share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from convive.documents.exemples import FICTIF as EXEMPLE_FICTIF
from convive.documents.rules import DocumentHtml, Metadonnees
from convive.documents.rules.manques import list_a_completer
from convive.espaces.models import Espace

FICTIF = "Espace d’exercice : les noms et les chiffres sont inventés."


@dataclass(frozen=True, slots=True)
class Cadre:
    """In whose name a document leaves, on which day, and the words that say that its content is invented."""

    nom: str
    jour: date
    fictif: str = ""


CADRE_EXEMPLE = Cadre("Pays de Vallombre", date(2026, 6, 12), EXEMPLE_FICTIF)


def get_cadre(espace: Espace) -> Cadre:
    """In the name of the espace, today; what is invented says so in the file itself."""
    return Cadre(espace.nom, timezone.localdate(), FICTIF if getattr(espace, "is_fictif", False) else "")


def build_metadonnees(cadre: Cadre, sujet: str) -> Metadonnees:
    return Metadonnees(cadre.nom, cadre.jour, f"{sujet}. {cadre.fictif}" if cadre.fictif else sujet)


def build_texte(
    cadre: Cadre, titre: str, template: str, contexte: Mapping[str, Any], *, says_manques: bool = False
) -> DocumentHtml:
    """A text from a template that begins with its title. One that still waits for something is a draft, and says it
    under its title, unless its template `says_manques` in its own words."""
    corps: str = render_to_string(template, {"titre": titre, "cadre": cadre, **contexte})
    manques = tuple(dict.fromkeys(unescape(quoi) for quoi in list_a_completer(corps) if "<" not in quoi))
    if manques and not says_manques:
        titre_html, fin, suite = corps.partition("</h1>")
        dits = escape("\u00a0; ".join(manques))
        corps = f"{titre_html}{fin}\n<p><strong>Projet.</strong> Il manque\u00a0: {dits}.</p>{suite}"
    return DocumentHtml(titre, corps, build_metadonnees(cadre, titre), manques=manques)
