"""The pages that open from the menus of an espace."""

from convive.espaces.onglets import Onglet, onglets
from convive.prise_poste.permissions import can_follow_parcours, can_get_raci, can_update_rapport
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(
        # Read by everyone: under a new post, most would not find it.
        Onglet("Qui fait quoi", "prise_poste:raci_detail", "users", 18, can_get_raci, sous="acteurs:organisation_list"),
        Onglet(
            "Rapport d’activité",
            "prise_poste:rapport_detail",
            "report",
            20,
            can_update_rapport,
            verbe=Verbe.EVALUER,
        ),
        Onglet("Prise de poste", "prise_poste:parcours_detail", "run", 20, can_follow_parcours, verbe=Verbe.APPRENDRE),
    )
