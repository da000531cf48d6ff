"""Rename an element of the tree, give it another number, take it away when it is empty."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.arbre import delete_noeud, update_noeud
from convive.plan_action.forms.arbre import NoeudForm
from convive.plan_action.models import NoeudPlan
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.organisation import get_noeud, list_enjeux_proposes
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier
from convive.plan_action.views.gestes_arbre import INCONNU, get_ancre


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def noeud_update(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID, noeud_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plan)
    dossier = require_dossier(membre, ctg_uuid)
    noeud = get_noeud(dossier, noeud_uuid)
    if noeud is None:
        raise Http404(INCONNU)
    champs = {champ: getattr(noeud, champ) for champ in ("version", "libelle", "code", "description")}
    champs["enjeux"] = [str(pk) for pk in noeud.enjeux.order_by().values_list("pk", flat=True)]
    form = NoeudForm(
        request.POST if request.method == "POST" else None, enjeux=list_enjeux_proposes(membre, noeud), initial=champs
    )
    is_suppression = request.POST.get("geste") == "supprimer"
    if (
        request.method == "POST"
        and (is_suppression or form.is_valid())
        and _submit(membre, noeud, form, is_suppression)
    ):
        messages.success(request, "Élément supprimé." if is_suppression else "Élément enregistré.")
        url = reverse("plan_action:arbre_update", args=[espace_uuid, ctg_uuid])
        return redirect(f"{url}#{'arbre' if is_suppression else get_ancre(noeud)}")
    context = build_contexte_arbre(request, membre, "arbre_update", dossier, form=form, noeud=noeud)
    return render(request, "plan_action/noeud_update.html", context)


def _submit(membre: Membre, noeud: NoeudPlan, form: NoeudForm, is_suppression: bool) -> bool:
    try:
        if is_suppression:
            delete_noeud(by=membre.compte, noeud=noeud)
        else:
            champs = {champ: valeur for champ, valeur in form.cleaned_data.items() if champ != "enjeux"}
            update_noeud(by=membre.compte, noeud=noeud, enjeux=form.get_enjeux(), **champs)
    except PlanRefuse as refus:
        form.is_valid()
        form.explain_refus(refus)
        return False
    return True
