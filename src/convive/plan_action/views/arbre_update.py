"""Shape the tree of a plan: add in place, move, renumber, undo."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.forms.arbre import NumerosForm
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.organisation import get_arbre
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier
from convive.plan_action.views.gestes_arbre import GESTES, INCONNU, get_annulation

ICI = "plan_action:arbre_update"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def arbre_update(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plan)
    dossier = require_dossier(membre, ctg_uuid)
    branche = request.GET.get("branche", "")
    if request.method == "POST":
        suite = f"?{urlencode({'branche': branche})}" if branche else ""
        return redirect(f"{reverse(ICI, args=[espace_uuid, ctg_uuid])}{suite}#{_submit(request, membre, dossier)}")
    context = build_contexte_arbre(request, membre, "arbre_update", dossier, numeros=NumerosForm())
    context |= {"arbre": get_arbre(membre, dossier, branche), "annulation": get_annulation(request, dossier)}
    return render(request, "plan_action/arbre_update.html", context)


def _submit(request: HttpRequest, membre: Membre, dossier: DossierPlan) -> str:
    """Do the gesture; where to look after it. What is refused is said, and nothing changes."""
    geste = GESTES.get(request.POST.get("geste", ""))
    if geste is None:
        raise Http404(INCONNU)
    try:
        return geste(request, membre, dossier) or "arbre"
    except PlanRefuse as refus:
        for message in refus.messages:
            messages.warning(request, message)
        return "arbre"
