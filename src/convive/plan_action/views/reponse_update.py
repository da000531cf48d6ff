"""Read an answer over: take it into the action, or put it aside."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.point import refuse_reponse, validate_reponse
from convive.plan_action.forms.point import RelectureForm
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.rules.plan import PlanRefuse, VisibiliteNote
from convive.plan_action.selectors.point import get_reponses
from convive.plan_action.views.acces import build_contexte_plan

LISTE = "plan_action:point_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def reponse_update(request: HttpRequest, espace_uuid: UUID, reponse_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_fiches)
    reponse = get_reponses(membre).prefetch_related("fiche__etapes").filter(pk=reponse_uuid).first()
    if reponse is None:
        raise Http404("Cette réponse a déjà été relue, ou n’est pas ici.")
    form = RelectureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if request.POST.get("geste") == "ecarter":
                refuse_reponse(by=membre, reponse=reponse)
                messages.success(request, "La réponse est écartée\u00a0: rien n’a changé dans l’action.")
            else:
                visibilite = form.cleaned_data["visibilite"] or VisibiliteNote.PARTAGEE
                validate_reponse(by=membre, reponse=reponse, visibilite=visibilite)
                messages.success(request, f"«\u00a0{reponse.fiche.titre}\u00a0» est à jour.")
        except PlanRefuse as refus:
            messages.error(request, str(refus))
        return redirect(LISTE, espace_uuid)
    context = build_contexte_plan(request, membre, form=form, reponse=reponse)
    return render(request, "plan_action/reponse_update.html", context)
