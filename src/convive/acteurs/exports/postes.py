"""The move from thematic coordinators to chargé·es de coopération, on one page for a DGS."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from convive.acteurs.exports.dessin import draw_pages
from convive.acteurs.rules.postes import AvantApres, PosteLu, compare_postes, get_jours_usuels
from convive.acteurs.selectors.poste import list_postes_lus
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.espaces.models import Membre

TITRE = "Les postes de coopération, avant et après"
SEPARATEUR = "_"
IMAGE = "avant-apres"
_ENFANCE, _JEUNESSE, _CHARGEE = (UUID(int=rang) for rang in (1, 2, 3))
EXEMPLE = (
    PosteLu(
        _ENFANCE,
        "Coordonnatrice enfance",
        "Commune de Saint-Ambroise-des-Prés",
        Decimal("0.5"),
        Decimal("0.5"),
        date_fin=date(2025, 1, 1),
        thematiques=("Enfance",),
    ),
    PosteLu(
        _JEUNESSE,
        "Coordonnateur jeunesse",
        "Pays de Vallombre",
        Decimal(1),
        Decimal("0.8"),
        thematiques=("Jeunesse",),
    ),
    PosteLu(
        _CHARGEE,
        "Chargée de coopération CTG",
        "Pays de Vallombre",
        Decimal(1),
        Decimal(1),
        date_debut=date(2025, 1, 1),
        remplace=frozenset({_ENFANCE}),
    ),
)


def build_choix(avant: date, apres: date) -> str:
    """How a form names two days."""
    return f"{avant.isoformat()}{SEPARATEUR}{apres.isoformat()}"


def build_avant_apres(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The two days of `choix`, or the usual ones. Raise DocumentInconnu for what is not two days in order."""
    postes = list_postes_lus(membre)
    avant, apres = _parse_jours(choix) if choix else get_jours_usuels(postes, timezone.localdate())
    return _build(get_cadre(membre.espace), compare_postes(postes, avant, apres))


def build_exemple_avant_apres(_famille: Famille) -> Contenu:
    """An invented pays whose two coordinators became one chargée de coopération and one coordinator."""
    return _build(CADRE_EXEMPLE, compare_postes(EXEMPLE, date(2024, 12, 31), CADRE_EXEMPLE.jour))


def _parse_jours(choix: str) -> tuple[date, date]:
    try:
        avant, apres = map(date.fromisoformat, choix.split(SEPARATEUR))
    except ValueError:
        raise DocumentInconnu("Choisissez deux jours à comparer.") from None
    if avant >= apres:
        raise DocumentInconnu("Le second jour vient après le premier.")
    return avant, apres


def _build(cadre: Cadre, comparaison: AvantApres) -> DocumentHtml:
    dessins = {f"{IMAGE}-{rang}": dessin for rang, dessin in enumerate(draw_pages(comparaison), 1)}
    contexte = {"comparaison": comparaison, "dessins": dessins}
    texte = build_texte(cadre, TITRE, "acteurs/types/postes.html", contexte)
    return replace(texte, images={nom: dessin.svg for nom, dessin in dessins.items()})
