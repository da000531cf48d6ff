"""The plan d’actions of a CTG, grouped as its tree is."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.selectors.plan import list_branches
from convive.plan_action.views.acces import build_contexte_plan, get_dossier_or_404


@login_required
@require_safe
def plan_detail(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    branches = list_branches(membre, dossier) if dossier else []
    total = sum(len(branche.fiches) for branche in branches)
    context = build_contexte_plan(request, membre, dossier=dossier, branches=branches, total=total)
    return render(request, "plan_action/plan_detail.html", context)
