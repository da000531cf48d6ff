"""What this package writes in files: the convention, its avenants, the draft of a délibération, the other plans."""

from convive.convention.exports.annexes import record_annexes
from convive.convention.exports.avenant import (
    CLE_AVENANT,
    build_avenant,
    build_exemple_avenant,
    list_choix_avenants,
)
from convive.convention.exports.convention import (
    CLE_CONVENTION,
    build_convention,
    build_exemple_convention,
    list_choix_conventions,
    list_ou_completer_convention,
)
from convive.convention.exports.deliberation import (
    build_deliberation,
    build_exemple_deliberation,
    list_choix_deliberations,
)
from convive.convention.exports.gels import record_gels
from convive.convention.exports.plans import TITRE, build_exemple_plans, build_plans
from convive.convention.permissions import can_get_ctg, can_list_plans
from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Famille

CLE_DELIBERATION = "projet_deliberation"
CLE_PLANS = "plans_schemas"
__all__ = ["CLE_AVENANT", "CLE_CONVENTION", "CLE_DELIBERATION", "CLE_PLANS", "record_documents", "record_gels"]


def record_documents() -> None:
    record_annexes()
    types_documents.record(
        TypeDocument(
            CLE_CONVENTION,
            "La convention territoriale globale",
            "Ses parties, ses visas, ses articles, les cadres de signature et ses annexes.",
            (Famille.TEXTE,),
            can_get_ctg,
            build_convention,
            build_exemple_convention,
            list_choix=list_choix_conventions,
            list_ou_completer=list_ou_completer_convention,
            libelle_choix="Laquelle ?",
            ordre=8,
        ),
        TypeDocument(
            CLE_AVENANT,
            "Un avenant à la CTG",
            "Qui le signe, ce qu’il change, le passage réécrit, les cadres de signature. À relire avant signature.",
            (Famille.TEXTE,),
            can_get_ctg,
            build_avenant,
            build_exemple_avenant,
            list_choix=list_choix_avenants,
            libelle_choix="Lequel ?",
            ordre=9,
        ),
        TypeDocument(
            CLE_DELIBERATION,
            "Un projet de délibération",
            "Pour approuver la CTG ou un avenant et autoriser sa signature. À vérifier par l’institution qui délibère.",
            (Famille.TEXTE,),
            can_get_ctg,
            build_deliberation,
            build_exemple_deliberation,
            list_choix=list_choix_deliberations,
            libelle_choix="De qui, pour quel acte ?",
            ordre=10,
        ),
    )
    types_documents.record(
        TypeDocument(
            CLE_PLANS,
            TITRE,
            "PEDT, projets sociaux, contrats, schémas : pilotes, dates à côté de la CTG, orientations.",
            (Famille.TEXTE, Famille.CLASSEUR),
            can_list_plans,
            build_plans,
            build_exemple_plans,
            ordre=14,
        )
    )
