"""The page that this package adds to the menus of an espace."""

from convive.echanges.permissions import can_list_echanges
from convive.espaces.onglets import Onglet, onglets


def record_pages() -> None:
    onglets.record(Onglet("Échanges", "echanges:discussion_list", "message-circle", 70, can_list_echanges))
