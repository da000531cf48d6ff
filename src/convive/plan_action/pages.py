"""The pages that this package brings to the menus of an espace."""

from convive.espaces.onglets import Onglet, onglets
from convive.plan_action.permissions import can_list_plan
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(Onglet("Plan d’actions", "plan_action:plan_detail", "table", 20, can_list_plan, verbe=Verbe.AGIR))
