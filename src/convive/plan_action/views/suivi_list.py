"""All that was said of an action: its notes, its météos, the moves of its status."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.selectors.suivi import get_suivi
from convive.plan_action.views.acces import build_contexte_plan, get_fiche_or_404


@login_required
@require_safe
def suivi_list(request: HttpRequest, espace_uuid: UUID, fiche_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    fiche = get_fiche_or_404(membre, fiche_uuid)
    context = build_contexte_plan(request, membre, fiche=fiche, suivi=get_suivi(membre, fiche))
    return render(request, "plan_action/suivi_list.html", context)
