"""The way back from the last gesture on several actions: kept in the session until it is used, or another one comes."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from convive.plan_action.rules.places import Changement
from convive.plan_action.selectors.plan import DossierPlan

CLE_SESSION = "plan_annulation_lot"


def keep_annulation_lot(
    request: HttpRequest, dossier: DossierPlan, phrase: str, changements: Iterable[Changement]
) -> None:
    request.session[CLE_SESSION] = {
        "ctg": str(dossier.ctg.pk),
        "phrase": phrase,
        "changements": [change.dump() for change in changements],
    }


def get_annulation_lot(request: HttpRequest, dossier: DossierPlan) -> str:
    """What was done, that one may undo; empty when there is nothing."""
    kept = request.session.get(CLE_SESSION)
    return str(kept["phrase"]) if kept and kept["ctg"] == str(dossier.ctg.pk) else ""


def pop_annulation_lot(request: HttpRequest, dossier: DossierPlan) -> list[dict[str, Any]] | None:
    kept = request.session.pop(CLE_SESSION, None)
    return list(kept["changements"]) if kept and kept["ctg"] == str(dossier.ctg.pk) else None
