"""The pages that this package brings to the menus of an espace."""

from convive.espaces.onglets import Onglet, onglets
from convive.formation.permissions import can_follow_parcours, can_lire_formation
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(
        Onglet("Formation", "formation:session_list", "school", 10, can_lire_formation, verbe=Verbe.APPRENDRE),
        Onglet("Prise de poste", "formation:parcours_detail", "run", 20, can_follow_parcours, verbe=Verbe.APPRENDRE),
    )
