"""« Dix minutes avant le COTECH » : the five missing things that matter most, in order."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.selectors.vues import list_manques
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier


@login_required
@require_safe
def plan_coach(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_fiches)
    dossier = require_dossier(membre, ctg_uuid)
    manques, autres = list_manques(membre, dossier, timezone.localdate())
    context = build_contexte_arbre(request, membre, "plan_coach", dossier, manques=manques, autres=autres)
    return render(request, "plan_action/plan_coach.html", context)
