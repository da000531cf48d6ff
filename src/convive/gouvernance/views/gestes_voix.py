"""On the page of a decision: the team asks the members for their voice, they give it, the team stops."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from convive.espaces.views.page import Page
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
from convive.gouvernance.views.rubrique import DECISION
from convive.plan_action.views.elu import ICI as SA_PAGE
from convive.socle.courriel import is_courriel_envoye
from convive.socle.formats import nombre_accorde
from convive.socle.formulaires import explain_refus

SANS_COURRIEL = (
    "Aucun e-mail ne part de cette installation\u00a0: le lien des personnes sans compte se copie depuis "
    "«\u00a0Liens envoyés\u00a0»."
)
PAS_L_EQUIPE = "Seule l’équipe peut demander leur voix aux membres."


def build_contexte_voix(page: Page, decision: Decision, formulaires: dict[str, Any]) -> dict[str, Any]:
    voix = get_voix_des_membres(page.membre, decision, page.today)
    if voix is None:
        return {"voix": None, "depuis": ""}
    if voix.peut_demander:
        formulaires.setdefault("consultation", ConsultationForm(initial={"fin": decision.consultation_fin}))
    if voix.is_ouverte and voix.sienne is not None:
        donnee = voix.sienne.voix
        voulu = {"sens": page.request.GET.get("sens", "")}
        initial = {"sens": donnee.sens, "phrase": donnee.phrase} if donnee is not None else voulu
        formulaires.setdefault("voix", VoixForm(mode=decision.mode, initial=initial))
    request = page.request
    return {"voix": voix, "depuis": request.POST.get("depuis", request.GET.get("depuis", ""))}


def _back(page: Page, decision: Decision, fait: str = "") -> HttpResponse:
    return page.redirect(f"{page.get_url(DECISION, decision.pk)}#voix", fait)


def _ask(page: Page, decision: Decision, formulaires: dict[str, Any]) -> HttpResponse | None:
    if not can_update_instances(page.membre):
        raise PermissionDenied(PAS_L_EQUIPE)
    form = formulaires["consultation"] = ConsultationForm(page.data)
    if not form.is_valid():
        return None
    try:
        create_consultation(by=page.compte, decision=decision, fin=form.cleaned_data["fin"])
    except GouvernanceRefusee as refus:
        explain_refus(form, refus)
        return None
    suite = "Un lien personnel part par e-mail aux personnes sans compte." if is_courriel_envoye() else SANS_COURRIEL
    return _back(page, decision, f"Les membres sont consultés\u00a0: la demande est sur leur accueil. {suite}")


def _remind(page: Page, decision: Decision, _formulaires: dict[str, Any]) -> HttpResponse:
    if not can_update_instances(page.membre):
        raise PermissionDenied(PAS_L_EQUIPE)
    try:
        count = notify_consultation(by=page.compte, decision=decision)
    except GouvernanceRefusee as refus:
        messages.warning(page.request, str(refus))
        return _back(page, decision)
    if not is_courriel_envoye():
        return _back(page, decision, SANS_COURRIEL)
    return _back(page, decision, f"{nombre_accorde(count, 'e-mail part', 'e-mails partent')} avec un nouveau lien.")


def _say(page: Page, decision: Decision, formulaires: dict[str, Any]) -> HttpResponse | None:
    voix = get_voix_des_membres(page.membre, decision, page.today)
    if voix is None or voix.sienne is None:
        raise PermissionDenied("Vous n’avez pas voix délibérative dans cette instance.")
    form = formulaires["voix"] = VoixForm(page.data, mode=decision.mode)
    if not form.is_valid():
        return None
    try:
        record_voix(by=page.compte, decision=decision, **form.cleaned_data)
    except GouvernanceRefusee as refus:
        messages.warning(page.request, str(refus))
        return _back(page, decision)
    fait = "Votre voix est notée. Vous pouvez la changer jusqu’au dernier jour."
    if page.request.POST.get("depuis") == "elu":
        return page.redirect(f"{page.get_url(SA_PAGE)}#a-prendre", fait)
    return _back(page, decision, fait)


def _stop(page: Page, decision: Decision, _formulaires: dict[str, Any]) -> HttpResponse:
    if not can_update_instances(page.membre):
        raise PermissionDenied(PAS_L_EQUIPE)
    close_consultation(by=page.compte, decision=decision)
    return _back(page, decision, "La consultation est arrêtée\u00a0: chacun peut en voir le résultat.")


GESTES_VOIX = {"consulter": _ask, "relancer": _remind, "voix": _say, "arreter": _stop}
