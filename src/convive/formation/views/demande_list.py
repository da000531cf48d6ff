"""The requests that the body received: those to read first."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.formation.permissions import can_organiser
from convive.formation.selectors.demande import list_demandes
from convive.formation.views.pages_organisme import build_contexte_organisme


@login_required
@require_safe
def demande_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_organiser)
    context = build_contexte_organisme(request, membre, "demande_list", demandes=list_demandes(membre)[:200])
    return render(request, "formation/demande_list.html", context)
