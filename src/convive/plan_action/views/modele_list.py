"""The library of model actions: find one by what it is about, or whom it is for."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.plan_action.forms.modele import FiltresModelesForm
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.selectors.modeles import get_bibliotheque
from convive.plan_action.views.acces import get_dossier_or_404
from convive.plan_action.views.modele_acces import build_contexte_modeles


@login_required
@require_safe
def modele_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID | None = None) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    bibliotheque = get_bibliotheque()
    form = FiltresModelesForm(request.GET, bibliotheque)
    modeles = form.list_modeles()
    context = build_contexte_modeles(
        request,
        membre,
        dossier,
        ctg_uuid,
        form=form,
        modeles=modeles,
        total=len(bibliotheque.modeles),
        is_filtree=len(modeles) != len(bibliotheque.modeles),
    )
    return render(request, "plan_action/modele_list.html", context)
