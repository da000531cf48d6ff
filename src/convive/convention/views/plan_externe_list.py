"""The other plans and schemes of the territory, beside its CTG."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.convention.permissions import can_list_plans, can_update_plans
from convive.convention.selectors.ctg import list_ctgs
from convive.convention.selectors.plan import build_frise_plans, build_lignes, list_plans
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE_PLANS = "convention:plan_externe_list"


@login_required
@require_safe
def plan_externe_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plans)
    today, ctgs, plans = timezone.localdate(), list_ctgs(membre), list_plans(membre)
    lignes = build_lignes(plans, ctgs, today)
    context = build_contexte(request, membre, PAGE_PLANS, frise=build_frise_plans(plans, ctgs, today))
    context["lignes"] = [ligne for ligne in lignes if ligne.plan.archive_le is None]
    context["archives"] = [ligne for ligne in lignes if ligne.plan.archive_le is not None]
    context["peut_ecrire"] = can_update_plans(membre) and not membre.espace.is_expire
    context["formats"] = ("docx", "odt", "pdf", "xlsx", "ods")
    return render(request, "convention/plan_externe_list.html", context)
