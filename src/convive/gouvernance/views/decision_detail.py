"""A decision: what it says, what it is about, what it changed, what happened since."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.permissions import can_get_journal
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.gouvernance.actions.decision import update_statut_decision
from convive.gouvernance.actions.effet import reopen_effet
from convive.gouvernance.actions.suivi_decision import create_suivi_decision
from convive.gouvernance.forms.decision import NoteDecisionForm, StatutDecisionForm
from convive.gouvernance.forms.effet import SORTES
from convive.gouvernance.models import Decision
from convive.gouvernance.permissions import can_list_instances, can_update_instances, can_update_suivi
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.suivi import AU_PORTEUR, MOTIVES, VERBES, list_suites
from convive.gouvernance.selectors.decision import get_page_decision
from convive.gouvernance.selectors.mandat import get_avis_public
from convive.gouvernance.views.acces_decision import get_decision_or_404
from convive.gouvernance.views.gestes_voix import GESTES_VOIX, build_contexte_voix
from convive.gouvernance.views.sous_pages import build_contexte_sous_page
from convive.journal.selectors import get_journal_objet
from convive.socle.objets import objets
from convive.socle.uuids import parse_uuid

MAX_LIGNES = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def decision_detail(request: HttpRequest, espace_uuid: UUID, decision_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    decision = get_decision_or_404(membre, decision_uuid)
    peut_suivre = not membre.espace.is_expire and can_update_suivi(membre, decision)
    formulaires: dict[str, Any] = {"note": NoteDecisionForm()}
    if request.method == "POST":
        nom = request.POST.get("geste", "")
        if nom not in GESTES_VOIX and not peut_suivre:
            raise PermissionDenied("Vous pouvez lire cette décision, et non dire où elle en est.")
        geste = (GESTES | GESTES_VOIX).get(nom)
        if geste is None:
            raise Http404("Ce geste n’existe pas.")
        if (answer := geste(request, membre, decision, formulaires)) is not None:
            return answer
    return _render(request, membre, decision, peut_suivre, formulaires)


def _back(decision: Decision) -> HttpResponse:
    return redirect("gouvernance:decision_detail", decision.espace_id, decision.pk)


def _add_note(
    request: HttpRequest, membre: Membre, decision: Decision, formulaires: dict[str, Any]
) -> HttpResponse | None:
    form = formulaires["note"] = NoteDecisionForm(request.POST)
    if not form.is_valid():
        return None
    create_suivi_decision(by=membre.compte, decision=decision, texte=form.cleaned_data["texte"])
    messages.success(request, "Note ajoutée.", extra_tags=build_cle_brouillon(membre.compte, "suivi", decision.pk))
    return _back(decision)


def _move(request: HttpRequest, membre: Membre, decision: Decision, formulaires: dict[str, Any]) -> HttpResponse | None:
    form = StatutDecisionForm(request.POST)
    formulaires["statut"] = form
    if not form.is_valid():
        return None
    vers = form.cleaned_data["vers"]
    if vers not in AU_PORTEUR and not can_update_instances(membre):
        raise PermissionDenied("C’est à l’équipe de reporter une décision, ou de la dire caduque.")
    try:
        update_statut_decision(by=membre.compte, decision=decision, statut=vers, motif=form.cleaned_data["motif"])
    except GouvernanceRefusee as refus:
        form.explain_refus(refus)
        return None
    messages.success(request, "C’est noté.")
    return _back(decision)


def _take_back(
    request: HttpRequest, membre: Membre, decision: Decision, formulaires: dict[str, Any]
) -> HttpResponse | None:
    if not can_update_instances(membre):
        raise PermissionDenied("C’est à l’équipe de défaire ce qui a été noté par erreur.")
    uuid = parse_uuid(request.POST.get("effet", ""))
    effet = decision.effets.filter(pk=uuid).first() if uuid else None
    if effet is None:
        raise Http404("Cette décision n’a rien changé de tel.")
    try:
        reopen_effet(by=membre, effet=effet, motif=" ".join(request.POST.get("motif", "").split())[:500])
    except GouvernanceRefusee as refus:
        for message in refus.messages:
            messages.warning(request, message)
    else:
        messages.success(request, "C’est défait\u00a0: tout est comme avant, et le journal garde les deux.")
    return _back(decision)


GESTES = {"note": _add_note, "statut": _move, "defaire": _take_back}


def _render(
    request: HttpRequest, membre: Membre, decision: Decision, peut_suivre: bool, formulaires: dict[str, Any]
) -> HttpResponse:
    context = build_contexte_sous_page(request, membre, "decision_list", decision=decision, formulaires=formulaires)
    context["page"] = get_page_decision(membre, decision)
    if peut_suivre:
        allowed = list_suites(decision.statut)
        context["suites"] = [
            (vers.value, VERBES[vers], vers in MOTIVES)
            for vers in allowed
            if vers in AU_PORTEUR or context["peut_ecrire"]
        ]
        context["brouillon"] = build_cle_brouillon(membre.compte, "suivi", decision.pk)
    context |= {"peut_suivre": peut_suivre, "changeables": SORTES}
    context |= build_contexte_voix(membre, decision, formulaires)
    context["avis_public"] = get_avis_public(decision) if context["peut_ecrire"] else ""
    if can_get_journal(membre):
        context["journal"] = get_journal_objet(objets.get_reference(decision), MAX_LIGNES)
    return render(request, "gouvernance/decision_detail.html", context)
