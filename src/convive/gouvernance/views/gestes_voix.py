"""On the page of a decision: the team asks the members for their voice, they give it, the team stops."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Membre
from convive.gouvernance.actions.voix import (
    close_consultation,
    create_consultation,
    notify_consultation,
    record_voix,
)
from convive.gouvernance.forms.voix import ConsultationForm, VoixForm
from convive.gouvernance.models import Decision
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.voix import get_voix_des_membres
from convive.socle.formats import nombre_accorde

PAS_L_EQUIPE = "C’est à l’équipe de demander leur voix aux membres."


def build_contexte_voix(membre: Membre, decision: Decision, formulaires: dict[str, Any]) -> dict[str, Any]:
    voix = get_voix_des_membres(membre, decision, timezone.localdate())
    if voix is None:
        return {"voix": None}
    if voix.peut_demander:
        formulaires.setdefault("consultation", ConsultationForm(initial={"fin": decision.consultation_fin}))
    if voix.is_ouverte and voix.sienne is not None:
        donnee = voix.sienne.voix
        initial = {"sens": donnee.sens, "phrase": donnee.phrase} if donnee is not None else {}
        formulaires.setdefault("voix", VoixForm(mode=decision.mode, initial=initial))
    return {"voix": voix}


def _back(decision: Decision) -> HttpResponse:
    url = reverse("gouvernance:decision_detail", args=[decision.espace_id, decision.pk])
    return redirect(f"{url}#voix")


def _ask(request: HttpRequest, membre: Membre, decision: Decision, formulaires: dict[str, Any]) -> HttpResponse | None:
    if not can_update_instances(membre):
        raise PermissionDenied(PAS_L_EQUIPE)
    form = formulaires["consultation"] = ConsultationForm(request.POST)
    if not form.is_valid():
        return None
    try:
        create_consultation(by=membre.compte, decision=decision, fin=form.cleaned_data["fin"])
    except GouvernanceRefusee as refus:
        form.explain_refus(refus)
        return None
    messages.success(
        request,
        "Les membres sont consultés\u00a0: la demande est sur leur accueil, et un lien personnel part par courriel à "
        "qui n’a pas de compte.",
    )
    return _back(decision)


def _remind(request: HttpRequest, membre: Membre, decision: Decision, _formulaires: dict[str, Any]) -> HttpResponse:
    if not can_update_instances(membre):
        raise PermissionDenied(PAS_L_EQUIPE)
    try:
        count = notify_consultation(by=membre.compte, decision=decision)
    except GouvernanceRefusee as refus:
        messages.warning(request, str(refus))
    else:
        messages.success(
            request, f"{nombre_accorde(count, 'courriel part', 'courriels partent')} avec un nouveau lien."
        )
    return _back(decision)


def _say(request: HttpRequest, membre: Membre, decision: Decision, formulaires: dict[str, Any]) -> HttpResponse | None:
    voix = get_voix_des_membres(membre, decision, timezone.localdate())
    if voix is None or voix.sienne is None:
        raise PermissionDenied("Vous n’avez pas voix délibérative dans cette instance.")
    form = formulaires["voix"] = VoixForm(request.POST, mode=decision.mode)
    if not form.is_valid():
        return None
    try:
        record_voix(by=membre.compte, decision=decision, **form.cleaned_data)
    except GouvernanceRefusee as refus:
        messages.warning(request, str(refus))
    else:
        messages.success(request, "Votre voix est notée. Vous pouvez la changer jusqu’au dernier jour.")
    return _back(decision)


def _stop(request: HttpRequest, membre: Membre, decision: Decision, _formulaires: dict[str, Any]) -> HttpResponse:
    if not can_update_instances(membre):
        raise PermissionDenied(PAS_L_EQUIPE)
    close_consultation(by=membre.compte, decision=decision)
    messages.success(request, "La consultation est arrêtée\u00a0: chacun en lit le résultat.")
    return _back(decision)


GESTES_VOIX = {"consulter": _ask, "relancer": _remind, "voix": _say, "arreter": _stop}
