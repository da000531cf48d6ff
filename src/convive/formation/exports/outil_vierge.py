"""A tool of the prise de poste on one page, to fill in by hand in an atelier or at work."""

from convive.documents.exports.page import CADRE_EXEMPLE, get_cadre
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.formation.permissions import can_animer
from convive.prise_poste.exports.outil import build_outil_document
from convive.prise_poste.permissions import can_remplir_outils
from convive.prise_poste.selectors.contenus import get_outils

TITRE = "Outil à remplir"


def build_outil_vierge(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """The blank tool. Raise DocumentInconnu if there is no such tool."""
    outil = get_outils().get(choix)
    if outil is None:
        raise DocumentInconnu("Cet outil n’existe pas.")
    return build_outil_document(get_cadre(membre.espace), outil, {})


def build_exemple_vierge(_famille: Famille) -> Contenu:
    return build_outil_document(CADRE_EXEMPLE, get_outils()["ordre_du_jour"], {})


def can_get_vierge(membre: Membre) -> bool:
    return can_remplir_outils(membre) or can_animer(membre)


def record_outil_vierge() -> None:
    types_documents.record(
        TypeDocument(
            "outil_vierge",
            TITRE,
            "Une page à remplir à la main, ou à l’écran : ordre du jour, note, fiche, indicateur…",
            (Famille.TEXTE,),
            can_get_vierge,
            build_outil_vierge,
            build_exemple_vierge,
            list_choix=lambda _membre: [(outil.cle, outil.titre) for outil in get_outils().values()],
            libelle_choix="Lequel ?",
            ordre=65,
        ),
    )
