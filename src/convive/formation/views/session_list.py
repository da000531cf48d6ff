"""The sessions of a training body, the last first."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.formation.permissions import can_lire_formation
from convive.formation.selectors.session import list_sessions
from convive.formation.views.pages_organisme import build_contexte_organisme


@login_required
@require_safe
def session_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_lire_formation)
    context = build_contexte_organisme(request, membre, "session_list", sessions=list_sessions(membre))
    return render(request, "formation/session_list.html", context)
