"""The pages that this package brings to the menus of an espace."""

from convive.espaces.onglets import Onglet, onglets
from convive.plan_action.permissions import can_list_plan, can_update_propres
from convive.socle.navigation import Verbe


def record_pages() -> None:
    onglets.record(
        Onglet("Plan d’actions", "plan_action:plan_detail", "table", 20, can_list_plan, verbe=Verbe.AGIR),
        Onglet("Mes actions", "plan_action:mes_actions", "user", 25, can_update_propres, verbe=Verbe.AGIR),
    )
