"""The handover, to give by hand."""

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, build_texte, get_cadre
from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.prise_poste.permissions import can_update_passation
from convive.prise_poste.rules.passation import RUBRIQUES
from convive.prise_poste.selectors.passation import LignePassation, SectionPassation, read_passation

TITRE = "Dossier de passation"
TEMPLATE = "prise_poste/types/passation.html"
RUBRIQUES_EXEMPLE = [
    (RUBRIQUES["en_cours"][0], "La Caf attend notre réponse sur l’itinérance du relais."),
    (RUBRIQUES["usages"][0], "On prévient la présidence avant d’écrire aux maires."),
]
SECTIONS_EXEMPLE = (
    SectionPassation(
        "Les décisions qui attendent",
        (LignePassation("2026-014 Ouvrir douze places", "Prénom Nom, avant le 30 juin 2026", ""),),
        "",
        0,
        "",
    ),
    SectionPassation("Les six mois qui viennent", (), "Aucune date n’est posée.", 0, ""),
)


def build_document_passation(membre: Membre, _famille: Famille, _choix: str) -> Contenu:
    lue = read_passation(membre, timezone.localdate())
    contexte = {"rubriques": lue.rubriques, "sections": lue.sections}
    return build_texte(get_cadre(membre.espace), TITRE, TEMPLATE, contexte)


def build_exemple_passation(_famille: Famille) -> Contenu:
    contexte = {"rubriques": RUBRIQUES_EXEMPLE, "sections": SECTIONS_EXEMPLE}
    return build_texte(CADRE_EXEMPLE, TITRE, TEMPLATE, contexte)


def record_passation() -> None:
    types_documents.record(
        TypeDocument(
            "passation",
            TITRE,
            "Les décisions, les dates et les actions qui attendent, et ce qui n’est écrit nulle part ailleurs.",
            (Famille.TEXTE,),
            can_update_passation,
            build_document_passation,
            build_exemple_passation,
            ordre=63,
        )
    )
