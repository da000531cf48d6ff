"""The answer to a box that saves itself: what it shows once what was typed met what was saved."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from convive.prise_poste.rules.case import Case

TEMPLATE = "prise_poste/_case.html"


@dataclass(frozen=True, slots=True)
class CaseMontree:
    """`base` is what is saved. `is_telle_quelle`: the box already shows the text, only its state changes."""

    case: Case
    texte: str
    base: str
    refus: str = ""
    par: str = ""
    le: datetime | None = None
    is_telle_quelle: bool = True


def render_case(request: HttpRequest, montree: CaseMontree, **contexte: Any) -> HttpResponse:
    """The state of the box under what one types; the whole box when its text is no longer the one that was sent."""
    name = f"{TEMPLATE}#etat" if montree.is_telle_quelle else TEMPLATE
    contexte = {field: getattr(montree, field) for field in CaseMontree.__slots__} | contexte
    response = render(request, name, {"url": request.path, "peut_ecrire": True, **contexte})
    if not montree.is_telle_quelle:
        response.headers["HX-Retarget"] = f"#case-{montree.case.champ}"
    return response
