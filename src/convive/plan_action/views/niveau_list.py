"""The levels of a plan: one to four, in the words of its CTG."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.niveau import update_niveaux
from convive.plan_action.forms.niveau import MODELES, NiveauxForm, build_listes
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def niveau_list(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plan)
    dossier = require_dossier(membre, ctg_uuid)
    data = request.POST if request.method == "POST" else None
    form = NiveauxForm(data, niveaux=dossier.niveaux, modele=request.GET.get("modele", ""))
    if form.is_valid() and _submit(membre, dossier, form):
        messages.success(request, "Les niveaux du plan sont enregistrés.")
        return redirect("plan_action:plan_detail", espace_uuid, ctg_uuid)
    context = build_contexte_arbre(request, membre, "niveau_list", dossier, form=form, listes=build_listes())
    context["modeles"] = {} if dossier.niveaux else {cle: " › ".join(noms) for cle, noms in MODELES.items()}
    return render(request, "plan_action/niveau_list.html", context)


def _submit(membre: Membre, dossier: DossierPlan, form: NiveauxForm) -> bool:
    try:
        update_niveaux(by=membre.compte, ctg=dossier.ctg, niveaux=form.get_niveaux())
    except PlanRefuse as refus:
        form.explain_refus(refus)
        return False
    return True
