"""What this package writes in files, and what it adds to the documents of others."""

from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Famille
from convive.plan_action.exports.annexe import record_annexe
from convive.plan_action.exports.bilan import CLE_BILAN, build_diaporama_bilan, build_exemple_bilan, list_choix_bilan
from convive.plan_action.exports.fiches import (
    CLE_FICHES,
    CLE_FICHES_COURTES,
    TITRE,
    TITRE_COURT,
    build_document_fiches,
    build_document_fiches_courtes,
    build_exemple_fiches,
    build_exemple_fiches_courtes,
    estimate_pages_fiches,
    estimate_pages_fiches_courtes,
    list_choix_fiches,
)
from convive.plan_action.exports.plan import (
    CLE_PLAN,
    build_document_plan,
    build_exemple_plan,
    estimate_pages_plan,
    list_choix_plan,
)
from convive.plan_action.permissions import can_list_plan

__all__ = ["CLE_BILAN", "CLE_FICHES", "CLE_FICHES_COURTES", "CLE_PLAN", "record_documents"]


def record_documents() -> None:
    record_annexe()
    types_documents.record(
        TypeDocument(
            CLE_PLAN,
            "Le plan d’actions",
            "Son arbre, son calendrier, un tableau par élément, ses fiches si on les veut, son budget par financeur.",
            (Famille.TEXTE,),
            can_list_plan,
            build_document_plan,
            build_exemple_plan,
            list_choix=list_choix_plan,
            libelle_choix="Lequel ?",
            estimate_pages=estimate_pages_plan,
            ordre=16,
        ),
        TypeDocument(
            CLE_FICHES,
            TITRE,
            "Les fiches d’une partie du plan, dans l’ordre des champs de la Caf. Une seule : depuis sa page.",
            (Famille.TEXTE,),
            can_list_plan,
            build_document_fiches,
            build_exemple_fiches,
            list_choix=list_choix_fiches,
            libelle_choix="De quelle partie du plan ?",
            estimate_pages=estimate_pages_fiches,
            ordre=17,
        ),
        TypeDocument(
            CLE_FICHES_COURTES,
            TITRE_COURT,
            "Le tableau d’une fiche-action de la Caf, une page par action. Une seule\u00a0: depuis sa page.",
            (Famille.TEXTE,),
            can_list_plan,
            build_document_fiches_courtes,
            build_exemple_fiches_courtes,
            list_choix=list_choix_fiches,
            libelle_choix="De quelle partie du plan\u00a0?",
            estimate_pages=estimate_pages_fiches_courtes,
            ordre=17,
        ),
        TypeDocument(
            CLE_BILAN,
            "Le bilan du plan",
            "Des diapositives pour un comité : avancement, météo, chiffres, argent, ce qui s’arrête et pourquoi.",
            (Famille.DIAPORAMA,),
            can_list_plan,
            build_diaporama_bilan,
            build_exemple_bilan,
            list_choix=list_choix_bilan,
            libelle_choix="De quelle CTG ?",
            ordre=18,
        ),
    )
