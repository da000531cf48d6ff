"""The plan as a board by status: a card is dragged, or moved by its menu; the move then asks what it needs."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.selectors.tableau import build_tableau
from convive.plan_action.views.acces import build_contexte_arbre, build_url_fiche, require_dossier


@login_required
@require_safe
def plan_tableau(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    dossier = require_dossier(membre, ctg_uuid)
    with_sorties = request.GET.get("sorties") == "1"
    context = build_contexte_arbre(
        request,
        membre,
        "plan_tableau",
        dossier,
        colonnes=build_tableau(membre, dossier, with_sorties=with_sorties),
        with_sorties=with_sorties,
        url_fiche=build_url_fiche(espace_uuid),
    )
    return render(request, "plan_action/plan_tableau.html", context)
