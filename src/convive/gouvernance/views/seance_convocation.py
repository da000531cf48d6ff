"""The convocation: who is invited, what is written, what left, who answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.forms.convocation import ParticipantForm, ReponseRecueForm
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.convocation import build_appel, list_refuses, list_suppleants
from convive.gouvernance.views.gestes_convocation import build_form, do_geste
from convive.gouvernance.views.seance_acces import build_contexte_seance, get_seance_or_404

TEMPLATE = "gouvernance/seance_convocation.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def seance_convocation(request: HttpRequest, espace_uuid: UUID, seance_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_instances)
    seance = get_seance_or_404(membre, seance_uuid, is_equipe=True)
    geste = request.POST.get("geste", "") if request.method == "POST" else ""
    if not geste:
        return _show(request, membre, seance)
    saisie = build_form(seance, geste, request.POST)
    try:
        if saisie is None or saisie.is_valid():
            messages.success(request, do_geste(membre, seance, geste, request.POST, saisie))
            return redirect(request.path)
    except GouvernanceRefusee as refus:
        # What is about no field is said above the page: the form may not even be there.
        if saisie is None or not refus.champs:
            messages.error(request, str(refus))
            return redirect(request.path)
        saisie.explain_refus(refus)
    return _show(request, membre, seance, status=422, **{geste: saisie})


def _show(request: HttpRequest, membre: Membre, seance: Seance, *, status: int = 200, **forms: Any) -> HttpResponse:
    appel = build_appel(seance)
    participants = [ligne.participant for ligne in appel.lignes]
    context = build_contexte_seance(
        request,
        membre,
        "seance_convocation",
        seance,
        appel=appel,
        refuses=list_refuses(seance),
        suppleants=list_suppleants(seance),
        form=forms.get("convoquer") or build_form(seance, "convoquer"),
        form_invite=forms.get("inviter") or build_form(seance, "inviter"),
        form_reponse=forms.get("repondre") or ReponseRecueForm(participants=participants, prefix="repondre"),
        form_lien=forms.get("nouveau_lien") or ParticipantForm(participants=participants, prefix="nouveau_lien"),
        is_a_convoquer=seance.statut in ("brouillon", "convoquee"),
        is_convoquee=seance.statut == "convoquee",
        has_adresses=any(participant.email for participant in participants),
    )
    return render(request, TEMPLATE, context, status=status)
