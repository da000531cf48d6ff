"""The pages of a training body that are not written with the page kit yet."""

from typing import Any

from django.http import HttpRequest

from convive.espaces.models import Membre
from convive.espaces.views.page import Page
from convive.formation.views.rubrique import FORMATION, place_formation


def build_contexte_organisme(request: HttpRequest, membre: Membre, courante: str, **contexte: Any) -> dict[str, Any]:
    """What each of these pages shows. `peut_organiser` and `peut_animer` tell what this place may do today."""
    page = Page(request, membre, FORMATION, f"formation:{courante}")
    place_formation(page)
    return page.contexte | contexte
