"""The aids that one may ask for: all of them, or those that fit an action."""

from typing import Any

from django.http import Http404

from convive.espaces.views.page import Page, Pages
from convive.finances.forms.aide import FiltreAidesForm
from convive.finances.permissions import can_list_financements
from convive.finances.selectors.aide import list_aides, list_aides_fiche
from convive.finances.views.rubrique import AIDES, FINANCES
from convive.plan_action.selectors.fiche import get_fiche
from convive.socle.uuids import parse_uuid

MONTREES = 6
"""How many are seen at once for an action; the others are folded."""

pages = Pages(FINANCES, "finances/aides/", onglet=AIDES)


@pages.lecture("", droit=can_list_financements)
def aide_list(page: Page) -> dict[str, Any]:
    """With `?action=`, those that fit an action, and why."""
    demande = page.request.GET
    if "action" in demande:
        uuid = parse_uuid(demande["action"])
        fiche = get_fiche(page.membre, uuid) if uuid else None
        if fiche is None:
            raise Http404("Cette action n’existe pas ici.")
        lues = list_aides_fiche(page.membre, fiche, page.today)
        return {"action": fiche, "lues": lues[:MONTREES], "autres": lues[MONTREES:]}
    form = FiltreAidesForm(demande)
    criteres = form.get_criteres()
    return {"action": None, "form": form, "lues": list_aides(page.today, **criteres), "is_filtree": bool(criteres)}
