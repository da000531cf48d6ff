"""A plan or scheme: its dates beside the CTG, its orientations; archive it, or bring it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.convention.actions.plan import close_plan, reopen_plan
from convive.convention.models import PlanExterne
from convive.convention.permissions import can_list_plans, can_update_plans
from convive.convention.selectors.ctg import list_ctgs
from convive.convention.selectors.plan import (
    build_frise_plans,
    build_lignes,
    get_plan,
    list_ctgs_liees,
    list_orientations,
)
from convive.convention.views.plan_externe_list import PAGE_PLANS
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def plan_externe_detail(request: HttpRequest, espace_uuid: UUID, plan_uuid: UUID) -> HttpResponse:
    is_lecture = request.method in ("GET", "HEAD")
    membre = get_membre_or_404(request, espace_uuid, can_list_plans if is_lecture else can_update_plans)
    plan = get_plan_or_404(membre, plan_uuid)
    if request.method == "POST":
        _submit(request, membre, plan)
        return redirect("convention:plan_externe_detail", espace_uuid, plan_uuid)
    today, ctgs = timezone.localdate(), list_ctgs(membre)
    context = build_contexte_plan(request, membre, plan, ligne=build_lignes([plan], ctgs, today)[0])
    context |= {"liees": list_ctgs_liees(plan), "orientations": list_orientations(plan)}
    context["frise"] = build_frise_plans([plan], ctgs, today)
    return render(request, "convention/plan_externe_detail.html", context)


def get_plan_or_404(membre: Membre, uuid: UUID) -> PlanExterne:
    plan = get_plan(membre, uuid)
    if plan is None:
        raise Http404("Ce plan n’existe pas dans cet espace.")
    return plan


def build_contexte_plan(
    request: HttpRequest, membre: Membre, plan: PlanExterne | None, **contexte: object
) -> dict[str, object]:
    """What the pages under the list show."""
    context = build_contexte(request, membre, PAGE_PLANS, plan=plan)
    args = [membre.espace_id]
    context["fil"] = [*context["fil"][:-1], (membre.espace.nom, reverse("espaces:espace_detail", args=args))]
    context["fil"].append(("Les autres plans et schémas", reverse(PAGE_PLANS, args=args)))
    context["peut_ecrire"] = can_update_plans(membre) and not membre.espace.is_expire
    return context | contexte


def _submit(request: HttpRequest, membre: Membre, plan: PlanExterne) -> None:
    geste = request.POST.get("geste", "")
    if geste == "archiver":
        close_plan(by=membre.compte, plan=plan)
        messages.success(request, f"« {plan} » est archivé : il se retrouve au bas de la liste.")
    elif geste == "retablir":
        reopen_plan(by=membre.compte, plan=plan)
        messages.success(request, f"« {plan} » est de nouveau dans la liste.")
    else:
        raise Http404("Ce geste n’existe pas ici.")
