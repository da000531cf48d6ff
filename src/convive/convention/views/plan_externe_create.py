"""Record a plan or scheme."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.convention.actions.plan import create_plan
from convive.convention.forms.ctg import explain_refus
from convive.convention.forms.plan import PlanExterneForm
from convive.convention.permissions import can_update_plans
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.ctg import list_ctgs
from convive.convention.selectors.organisation import list_organisations
from convive.convention.selectors.plan import list_reperes
from convive.convention.views.plan_externe_detail import build_contexte_plan
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def plan_externe_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plans)
    form = PlanExterneForm(
        request.POST if request.method == "POST" else None,
        organisations=list_organisations(membre),
        ctgs=list_ctgs(membre),
    )
    if form.is_valid():
        try:
            plan = create_plan(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
            messages.success(request, f"« {plan} » est enregistré.")
            return redirect("convention:plan_externe_detail", espace_uuid, plan.pk)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
    context = build_contexte_plan(request, membre, None, form=form, reperes=list_reperes(timezone.localdate()))
    return render(request, "convention/plan_externe_create.html", context)
