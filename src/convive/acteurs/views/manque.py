"""Who is missing around each thématique, and whom one could invite."""

from typing import Any

from convive.acteurs.permissions import can_list_acteurs
from convive.acteurs.selectors.presence import get_presence
from convive.acteurs.views.rubrique import ACTEURS, MANQUES
from convive.espaces.views.page import Page, Pages

pages = Pages(ACTEURS, "acteurs/qui-manque/", onglet=MANQUES)


@pages.lecture("", droit=can_list_acteurs)
def manque_list(page: Page) -> dict[str, Any]:
    return {"presence": get_presence(page.membre, page.today)}
