"""The pages that this package adds to the menus of an espace, and the help pages."""

from convive.espaces.onglets import Onglet, onglets
from convive.formation.permissions import can_lire_formation
from convive.formation.selectors.aide import get_aides, get_aides_publiques
from convive.socle.navigation import PagesAide, Verbe, navigation


def record_pages() -> None:
    onglets.record(
        Onglet("Formation", "formation:session_list", "school", 10, can_lire_formation, verbe=Verbe.APPRENDRE),
    )


def record_aide() -> None:
    publiques = frozenset(get_aides_publiques())
    navigation.record_aide(
        PagesAide("formation:aide_detail", frozenset(get_aides()), "formation:aide_publique_detail", publiques)
    )
