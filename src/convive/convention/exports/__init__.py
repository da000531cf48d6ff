"""What this package writes in files: the draft of a délibération."""

from convive.convention.exports.deliberation import (
    build_deliberation,
    build_exemple_deliberation,
    list_choix_deliberations,
)
from convive.convention.permissions import can_get_ctg
from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Famille

CLE_DELIBERATION = "projet_deliberation"


def record_documents() -> None:
    types_documents.record(
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
        )
    )
