"""What is said about a séance, by whoever reads it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.views.acces import get_seance_or_404
from convive.gouvernance.views.seance_acces import build_contexte_seance


@login_required
@require_safe
def seance_echanges(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    seance = get_seance_or_404(membre, seance_uuid)
    context = build_contexte_seance(request, membre, "seance_echanges", seance)
    return render(request, "gouvernance/seance_echanges.html", context)
