"""The pages that this package brings to the menus of an espace."""

from convive.espaces.onglets import Onglet, onglets
from convive.formation.permissions import can_follow_parcours
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(
        Onglet("Prise de poste", "formation:parcours_detail", "run", 20, can_follow_parcours, verbe=Verbe.APPRENDRE)
    )
