"""The pages of one session, in the row of links above each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer, can_lire_formation
from convive.formation.views.pages_organisme import build_contexte_organisme
from convive.ui.onglets import OngletPage


@dataclass(frozen=True, slots=True)
class PageSession:
    """`vue` is the name of a URL that takes the espace and the session."""

    libelle: str
    vue: str
    icone: str
    is_permis: Callable[[Membre], bool] = can_lire_formation


PAGES_SESSION = (
    PageSession("Préparer", "formation:session_detail", "list-check"),
    PageSession("Inscriptions", "formation:inscription_list", "users", can_animer),
    PageSession("Questionnaires", "formation:session_questionnaires", "message-circle", can_animer),
    PageSession("Présences", "formation:presence_list", "check"),
    PageSession("Ateliers", "formation:atelier_list", "users-group", can_animer),
    PageSession("Documents", "formation:document_session_list", "file-text", can_animer),
    PageSession("Territoires", "formation:exercice_list", "map-2"),
    PageSession("Qualité", "formation:qualite_session", "shield"),
    PageSession("Bilan", "formation:session_bilan", "chart-line"),
)


def build_contexte_session(
    request: HttpRequest, membre: Membre, session: SessionFormation, courante: str, **contexte: Any
) -> dict[str, Any]:
    """What each page of a session shows: `session`, its row of links, the trail that leads back to the sessions."""
    context = build_contexte_organisme(request, membre, courante, session=session, **contexte)
    args = [session.espace_id, session.pk]
    context["onglets"] = [
        OngletPage(page.libelle, reverse(page.vue, args=args), page.icone, page.vue == f"formation:{courante}")
        for page in PAGES_SESSION
        if page.is_permis(membre)
    ]
    if courante != "session_detail":
        context["fil"].append((str(session), reverse("formation:session_detail", args=args)))
    return context
