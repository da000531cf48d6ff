"""« Mes actions » : those that one pilots, on one page, with the three questions of the quarter."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.point import record_points
from convive.plan_action.forms.point import PointForm
from convive.plan_action.permissions import can_list_page_elu, can_update_propres
from convive.plan_action.selectors.point import list_propres, list_referees
from convive.plan_action.views.acces import build_contexte_plan
from convive.socle.formats import nombre_accorde


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def mes_actions(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_propres)
    peut_repondre = not membre.espace.is_expire
    fiches = list_propres(membre)
    form = PointForm(request.POST if request.method == "POST" and peut_repondre else None, fiches=fiches)
    if form.is_valid():
        kept = record_points(by=membre, saisies=form.cleaned_data["saisies"])
        messages.success(request, f"{nombre_accorde(kept, 'action mise', 'actions mises')} à jour.")
        return redirect("plan_action:mes_actions", espace_uuid)
    context = build_contexte_plan(request, membre, form=form, fiches=fiches, peut_repondre=peut_repondre)
    context |= {"today": timezone.localdate(), "est_elu": can_list_page_elu(membre), "referees": list_referees(membre)}
    return render(request, "plan_action/mes_actions.html", context)
