"""The page that this package adds to the menus of an espace; its other pages are below it."""

from convive.espaces.onglets import Onglet, onglets
from convive.offre.permissions import can_list_services
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(
        Onglet(
            "Offre de services", "offre:service_list", "building-cottage", 20, can_list_services, verbe=Verbe.COMPRENDRE
        )
    )
