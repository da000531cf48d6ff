"""What the chain from finding to action lacks, both ways."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.selectors.orphelins import MAX_LISTE, list_orphelins
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier


@login_required
@require_safe
def orphelin_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    dossier = require_dossier(membre, ctg_uuid)
    context = build_contexte_arbre(request, membre, "orphelin_list", dossier, maximum=MAX_LISTE)
    context["orphelins"] = list_orphelins(membre, dossier)
    return render(request, "plan_action/orphelin_list.html", context)
