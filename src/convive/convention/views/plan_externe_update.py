"""Change a plan or scheme."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.convention.actions.plan import PlanEnConflit, update_plan
from convive.convention.forms.ctg import explain_refus
from convive.convention.forms.plan import PlanExterneForm
from convive.convention.permissions import can_update_plans
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import list_ctgs
from convive.convention.selectors.organisation import list_organisations
from convive.convention.selectors.plan import list_ctgs_liees, list_reperes
from convive.convention.views.plan_externe_detail import build_contexte_plan, get_plan_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def plan_externe_update(request: HttpRequest, espace_uuid: UUID, plan_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plans)
    plan = get_plan_or_404(membre, plan_uuid)
    form = PlanExterneForm(
        request.POST if request.method == "POST" else None,
        organisations=list_organisations(membre),
        ctgs=list_ctgs(membre),
        plan=plan,
        liees=list_ctgs_liees(plan),
    )
    autre = None
    if form.is_valid():
        try:
            update_plan(by=membre.compte, plan=plan, saisie=form.get_saisie(), version=form.cleaned_data["version"])
            messages.success(request, f"« {form.cleaned_data['nom']} » est enregistré.")
            return redirect("convention:plan_externe_detail", espace_uuid, plan_uuid)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
        except PlanEnConflit as conflit:
            autre = conflit.plan
    context = build_contexte_plan(request, membre, plan, form=form, autre=autre)
    context["reperes"] = list_reperes(timezone.localdate())
    return render(request, "convention/plan_externe_update.html", context)
