"""The pages that this package brings to the menus of an espace."""

from convive.documents.permissions import can_list_modeles
from convive.espaces.onglets import Groupe, Onglet, onglets


def record_pages() -> None:
    onglets.record(
        Onglet("Modèles de documents", "documents:modele_list", "template", 40, can_list_modeles, Groupe.REGLAGES)
    )
