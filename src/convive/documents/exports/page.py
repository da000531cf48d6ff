"""What the documents of an espace share."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from convive.documents.rules import DocumentHtml, Metadonnees
from convive.espaces.models import Espace

FICTIF = "Espace d’exercice : les noms et les chiffres sont inventés."


def build_metadonnees(espace: Espace, sujet: str) -> Metadonnees:
    """In the name of the espace, today; what is invented says so in the file itself."""
    is_fictif = getattr(espace, "is_fictif", False)
    return Metadonnees(espace.nom, timezone.localdate(), f"{sujet}. {FICTIF}" if is_fictif else sujet)


def build_texte(espace: Espace, titre: str, template: str, contexte: Mapping[str, Any]) -> DocumentHtml:
    """A text from a template that begins with its title."""
    metadonnees = build_metadonnees(espace, titre)
    fictif = FICTIF if getattr(espace, "is_fictif", False) else ""
    corps = render_to_string(
        template,
        {"titre": titre, "espace": espace, "jour": metadonnees.date, "fictif": fictif, **contexte},
    )
    return DocumentHtml(titre, corps, metadonnees)
