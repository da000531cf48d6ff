"""The milestones of a CTG, phase by phase."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.convention.permissions import can_get_ctg
from convive.convention.selectors.jalon import list_phases
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def jalon_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    context = build_contexte_ctg(request, membre, dossier, "jalon_list", phases=list_phases(dossier))
    return render(request, "convention/jalon_list.html", context)
