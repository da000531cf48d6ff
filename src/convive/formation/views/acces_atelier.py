"""What the pages of a workshop share, for who leads it and for a trainee."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.formation.models import Atelier, Inscription
from convive.formation.permissions import can_animer
from convive.formation.selectors.atelier_stagiaire import get_atelier_ouvert
from convive.formation.selectors.ateliers import get_atelier
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


def get_atelier_or_404(
    request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, atelier_uuid: UUID
) -> tuple[Membre, Atelier]:
    """For who leads sessions: the board shows the cards of everyone."""
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    atelier = get_atelier(session, atelier_uuid)
    if atelier is None:
        raise Http404("Cet atelier n’est pas dans cette session.")
    return membre, atelier


def get_atelier_ouvert_or_404(inscription: Inscription, uuid: UUID) -> Atelier:
    atelier = get_atelier_ouvert(inscription, uuid)
    if atelier is None:
        raise Http404("Cet atelier n’est pas ouvert, ou n’est pas dans votre session.")
    return atelier


def build_contexte_atelier(request: HttpRequest, membre: Membre, atelier: Atelier, **contexte: Any) -> dict[str, Any]:
    context = build_contexte_session(request, membre, atelier.session, "atelier_list", atelier=atelier, **contexte)
    context["fil"].append(("Ateliers", reverse("formation:atelier_list", args=[atelier.espace_id, atelier.session_id])))
    return context
