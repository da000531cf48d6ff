"""The pages that this package brings to the menus of an espace."""

from convive.documents.permissions import (
    can_list_documents,
    can_list_gels,
    can_list_modeles,
    can_list_pieces,
    can_list_travaux,
)
from convive.espaces.onglets import Groupe, Onglet, onglets

DOCUMENTS = "documents:document_list"


def record_pages() -> None:
    onglets.record(
        Onglet("Documents", DOCUMENTS, "files", 85, can_list_documents),
        Onglet(
            "Modèles de documents",
            "documents:modele_list",
            "template",
            40,
            can_list_modeles,
            Groupe.REGLAGES,
            description="Le logo, les couleurs et la présentation de vos documents.",
        ),
        Onglet("Pièces jointes", "documents:piece_list", "paperclip", 60, can_list_pieces, sous=DOCUMENTS),
        Onglet("Versions gardées", "documents:gel_list", "shield", 65, can_list_gels, sous=DOCUMENTS),
        Onglet(
            "Documents en préparation",
            "documents:travail_list",
            "clock",
            50,
            can_list_travaux,
            Groupe.REGLAGES,
            description="Les documents longs que vous avez demandés.",
        ),
    )
