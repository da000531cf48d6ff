"""The pages that this package brings to the menus of an espace."""

from convive.espaces.onglets import Onglet, onglets
from convive.gouvernance.permissions import can_list_instances
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(
        Onglet(
            "Instances & décisions",
            "gouvernance:instance_list",
            "presentation",
            20,
            can_list_instances,
            verbe=Verbe.COOPERER,
        )
    )
