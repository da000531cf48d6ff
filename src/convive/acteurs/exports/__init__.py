"""What this package writes in files: the move to cooperation posts, on one page."""

from convive.acteurs.exports.postes import build_avant_apres, build_exemple_avant_apres
from convive.acteurs.permissions import can_list_acteurs
from convive.documents.registre import TypeDocument, types_documents
from convive.documents.rules import Famille

CLE_AVANT_APRES = "postes_avant_apres"


def record_documents() -> None:
    types_documents.record(
        TypeDocument(
            CLE_AVANT_APRES,
            "Les postes de coopération, avant et après",
            "Une page pour une direction générale : qui coordonnait quoi, qui le fait aujourd’hui, combien d’ETP. "
            "Les deux jours se choisissent depuis « Acteurs », page « Postes ».",
            (Famille.TEXTE,),
            can_list_acteurs,
            build_avant_apres,
            build_exemple_avant_apres,
            ordre=12,
        )
    )
