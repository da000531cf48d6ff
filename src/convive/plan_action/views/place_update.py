"""Move one element of a plan to a place chosen in a list: what dragging does, without dragging."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.forms.arbre import DEBUT, PlaceForm, build_choix_places
from convive.plan_action.models import NoeudPlan
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.arbre import list_noeuds
from convive.plan_action.selectors.organisation import list_meres
from convive.plan_action.selectors.plan import DossierPlan
from convive.plan_action.views.acces import build_contexte_arbre, require_dossier
from convive.plan_action.views.gestes_arbre import INCONNU, find_element, get_ancre, keep_annulation, move


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def place_update(
    request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID, sorte: str, element_uuid: UUID
) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_plan)
    dossier = require_dossier(membre, ctg_uuid)
    element = find_element(membre, dossier, sorte, str(element_uuid))
    if element is None:
        raise Http404(INCONNU)
    data = request.POST if request.method == "POST" else None
    form = PlaceForm(data, choix=_build_choix(membre, dossier, element), initial={"vers": _get_actuelle(element)})
    if form.is_valid() and _submit(request, membre, dossier, element, form):
        url = reverse("plan_action:arbre_update", args=[espace_uuid, ctg_uuid])
        return redirect(f"{url}#{get_ancre(element)}")
    context = build_contexte_arbre(request, membre, "arbre_update", dossier, form=form, element=element, sorte=sorte)
    return render(request, "plan_action/place_update.html", context)


def _build_choix(membre: Membre, dossier: DossierPlan, element: Any) -> list[Any]:
    noeuds = list_noeuds(dossier)
    if not isinstance(element, NoeudPlan):
        return build_choix_places(noeuds, list_meres(membre, dossier, element.pk), "Sans place, pour l’instant")
    above = [(1, noeud) for rang, noeud in noeuds if rang == element.niveau.rang - 1]
    return build_choix_places(above, (), "Tout en haut")[0 if element.niveau.rang == 1 else 1 :]


def _get_actuelle(element: Any) -> str:
    if isinstance(element, NoeudPlan):
        return f"noeud:{element.parent_id}" if element.parent_id else ""
    if element.fiche_parente_id:
        return f"fiche:{element.fiche_parente_id}"
    return f"noeud:{element.noeud_id}" if element.noeud_id else ""


def _submit(request: HttpRequest, membre: Membre, dossier: DossierPlan, element: Any, form: PlaceForm) -> bool:
    sorte, _, cle = form.cleaned_data["vers"].partition(":")
    parent = find_element(membre, dossier, sorte, cle)
    position = 0 if form.cleaned_data["position"] == DEBUT else -1
    try:
        changements = move(membre, element, parent, position)
    except PlanRefuse as refus:
        form.explain_refus(refus)
        return False
    keep_annulation(request, dossier, f"«\u00a0{element}\u00a0» a changé de place.", changements)
    return True
