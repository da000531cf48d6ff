"""Change the status of an action: first the moves that are possible, then what the chosen one asks."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.plan_action.actions.statuts import record_changement_statut
from convive.plan_action.forms.statut import StatutForm
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.rules.statuts import LIBELLES_STATUTS, Exigence, Statut, Transition
from convive.plan_action.selectors.statuts import list_changements, list_manques_fiche, list_transitions_permises
from convive.plan_action.views.acces import build_contexte_arbre, get_fiche_or_404, require_dossier


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def statut_update(request: HttpRequest, espace_uuid: UUID, fiche_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_plan)
    fiche = get_fiche_or_404(membre, fiche_uuid)
    transitions = _get_transitions(membre, fiche)
    data = request.POST if request.method == "POST" else request.GET
    transition = next((row for row in transitions if row.vers == data.get("vers")), None)
    form = _build_form(request, fiche, transition)
    if request.method == "POST" and transition is None:
        messages.warning(request, "Ce changement n’est plus possible\u00a0: l’action a changé entre-temps.")
    if form is not None and form.is_valid() and _submit(request, membre, fiche, form):
        return redirect("plan_action:fiche_action_detail", espace_uuid, fiche_uuid)
    context = build_contexte_arbre(request, membre, "statut_update", require_dossier(membre, fiche.ctg_id), fiche=fiche)
    context |= {"form": form, "transition": transition, "transitions": transitions}
    context |= {"changements": list_changements(fiche), "manques": _list_manques(fiche, transition)}
    return render(request, "plan_action/statut_update.html", context)


def _build_form(request: HttpRequest, fiche: FicheAction, transition: Transition | None) -> StatutForm | None:
    if transition is None:
        return None
    return StatutForm(request.POST if request.method == "POST" else None, transition=transition, fiche=fiche)


def _get_transitions(membre: Membre, fiche: FicheAction) -> list[Transition]:
    """The moves that this place may make; none at all is 403."""
    permises = list_transitions_permises(membre, fiche)
    if permises is None:
        raise PermissionDenied("Votre rôle ne permet pas de changer le statut de cette action.")
    return permises


def _list_manques(fiche: FicheAction, transition: Transition | None) -> list[str]:
    """What must be written before this move, when it asks for a complete action."""
    is_demandee = transition is not None and Exigence.COMPLETUDE in transition.exigences
    return list_manques_fiche(fiche) if is_demandee else []


def _submit(request: HttpRequest, membre: Membre, fiche: FicheAction, form: StatutForm) -> bool:
    try:
        changement = record_changement_statut(by=membre.compte, fiche=fiche, saisie=form.get_saisie())
    except PlanRefuse as refus:
        form.explain_refus(refus)
        return False
    if changement is not None:
        libelle = LIBELLES_STATUTS[Statut(changement.vers)].lower()
        messages.success(request, f"«\u00a0{fiche}\u00a0» est maintenant «\u00a0{libelle}\u00a0».")
    return True
