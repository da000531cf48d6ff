"""The pages that open from the menus of an espace."""

from convive.espaces.onglets import Onglet, onglets
from convive.prise_poste.permissions import can_follow_parcours, can_get_raci
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(
        # Of everyone: the élue, the partner have no other page of a new post, and come back to it by here.
        Onglet("Qui fait quoi", "prise_poste:raci_detail", "users", 18, can_get_raci),
        Onglet("Prise de poste", "prise_poste:parcours_detail", "run", 20, can_follow_parcours, verbe=Verbe.APPRENDRE),
    )
