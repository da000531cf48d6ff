"""The pages of one session that are not written with the page kit yet."""

from typing import Any

from django.http import HttpRequest

from convive.espaces.models import Membre
from convive.espaces.views.page import Page
from convive.formation.models import SessionFormation
from convive.formation.views.rubrique import FORMATION, place_session

ONGLETS = {"presence_update": "presence_list"}


def build_contexte_session(
    request: HttpRequest, membre: Membre, session: SessionFormation, courante: str, **contexte: Any
) -> dict[str, Any]:
    """What each page of a session shows: `session`, its row of links, the trail that leads back to the sessions."""
    page = Page(request, membre, FORMATION, f"formation:{ONGLETS.get(courante, courante)}")
    page.contexte["session"] = session
    place_session(page)
    return page.contexte | contexte
