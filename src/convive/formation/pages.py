"""The pages that this package brings to the menus of an espace, and the help that it gives on all of them."""

from convive.espaces.onglets import Onglet, onglets
from convive.formation.permissions import can_follow_parcours, can_get_raci, can_lire_formation
from convive.formation.selectors.aide import get_aides, get_aides_publiques
from convive.socle.navigation import PagesAide, Verbe, navigation


def record_pages() -> None:
    onglets.record(
        # Of everyone: the élue, the partner have no other page of a new post, and come back to it by here.
        Onglet("Qui fait quoi", "formation:raci_detail", "users", 18, can_get_raci),
        Onglet("Formation", "formation:session_list", "school", 10, can_lire_formation, verbe=Verbe.APPRENDRE),
        Onglet("Prise de poste", "formation:parcours_detail", "run", 20, can_follow_parcours, verbe=Verbe.APPRENDRE),
    )


def record_aide() -> None:
    publiques = frozenset(get_aides_publiques())
    navigation.record_aide(
        PagesAide("formation:aide_detail", frozenset(get_aides()), "formation:aide_publique_detail", publiques)
    )
