"""The page that this package brings to the menus of an espace; the others are under it."""

from convive.acteurs.permissions import can_list_acteurs
from convive.espaces.onglets import Onglet, onglets


def record_pages() -> None:
    onglets.record(Onglet("Acteurs", "acteurs:organisation_list", "users-group", 15, can_list_acteurs))
