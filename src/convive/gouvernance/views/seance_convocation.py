"""The convocation: who is invited, what is written, what left, who answered."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.rules import parse_uuid
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.gouvernance.actions.convocation import (
    submit_convocation,
    submit_nouveau_lien,
    submit_rappels,
    update_reponse,
)
from convive.gouvernance.actions.envoi import send_envois
from convive.gouvernance.actions.participant import create_participant, create_participants, delete_participant
from convive.gouvernance.forms.convocation import (
    MOT,
    ConvocationForm,
    InviteForm,
    ParticipantForm,
    ReponseRecueForm,
)
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.selectors.convocation import (
    build_appel,
    get_participant,
    get_suppleant,
    list_participants,
    list_suppleants,
)
from convive.gouvernance.views.seance_acces import build_contexte_seance, get_seance_or_404
from convive.socle.formats import nombre_accorde

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
    saisie = _build_form(seance, geste, request.POST)
    try:
        if saisie is None or saisie.is_valid():
            messages.success(request, _do(request, membre, seance, geste, saisie))
            return redirect(request.path)
    except GouvernanceRefusee as refus:
        # What is about no field is said above the page: the form may not even be there.
        if saisie is None or not refus.champs:
            messages.error(request, str(refus))
            return redirect(request.path)
        saisie.explain_refus(refus)
    return _show(request, membre, seance, status=422, **{geste: saisie})


def _build_form(seance: Seance, geste: str, data: Any = None) -> Any:
    """The form of a gesture that has one."""
    if geste in ("repondre", "nouveau_lien"):
        modele = ReponseRecueForm if geste == "repondre" else ParticipantForm
        return modele(data, participants=list_participants(seance), prefix=geste)
    if geste == "convoquer":
        return ConvocationForm(data, prefix=geste, initial={"mot": seance.mot_convocation or MOT})
    return InviteForm(data, prefix=geste) if geste == "inviter" else None


def _do(request: HttpRequest, membre: Membre, seance: Seance, geste: str, form: Any) -> str:
    """What was done, in one sentence."""
    by, uuid = membre.compte, parse_uuid(request.POST.get("uuid", ""))
    if geste == "membres":
        return f"{nombre_accorde(create_participants(by=by, seance=seance), 'personne ajoutée', 'personnes ajoutées')}."
    if geste == "suppleant" and uuid and (siege := get_suppleant(seance, uuid)):
        return f"{create_participant(by=by, seance=seance, membre=siege)} est sur la liste."
    if geste == "inviter":
        return f"{create_participant(by=by, seance=seance, **form.cleaned_data)} est sur la liste."
    if geste == "repondre":
        champs = {champ: form.cleaned_data[champ] for champ in ("reponse", "represente_par")}
        participant = update_reponse(by=by, participant=form.get_participant(), **champs)
        return f"{participant}\u00a0: {participant.get_reponse_display().lower()}. C’est noté."
    if geste == "nouveau_lien":
        submit_nouveau_lien(by=membre, participant=form.get_participant())
        return f"Un nouveau lien part pour {form.get_participant()}\u00a0; l’ancien ne sert plus."
    if geste == "retirer" and uuid and (retire := get_participant(seance, uuid)):
        delete_participant(by=by, participant=retire)
        return f"{retire} n’est plus sur la liste."
    if geste == "convoquer":
        made = submit_convocation(by=by, seance=seance, mot=form.cleaned_data["mot"])
        return f"La séance est convoquée. {nombre_accorde(made, 'message part', 'messages partent')}."
    if geste == "rappeler":
        made = submit_rappels(by=by, seance=seance)
        return (
            f"{nombre_accorde(made, 'rappel part', 'rappels partent')}." if made else "Personne à rappeler aujourd’hui."
        )
    if geste == "renvoyer":
        sent, left = send_envois(seance.pk)
        reste = f" {nombre_accorde(left, 'message attend', 'messages attendent')} encore le serveur." if left else ""
        return f"{nombre_accorde(sent, 'message parti', 'messages partis')}.{reste}"
    return "Rien n’a changé."


def _show(request: HttpRequest, membre: Membre, seance: Seance, *, status: int = 200, **forms: Any) -> HttpResponse:
    appel = build_appel(seance)
    participants = [ligne.participant for ligne in appel.lignes]
    context = build_contexte_seance(
        request,
        membre,
        "seance_convocation",
        seance,
        appel=appel,
        suppleants=list_suppleants(seance),
        form=forms.get("convoquer") or _build_form(seance, "convoquer"),
        form_invite=forms.get("inviter") or _build_form(seance, "inviter"),
        form_reponse=forms.get("repondre") or ReponseRecueForm(participants=participants, prefix="repondre"),
        form_lien=forms.get("nouveau_lien") or ParticipantForm(participants=participants, prefix="nouveau_lien"),
        is_a_convoquer=seance.statut in ("brouillon", "convoquee"),
        is_convoquee=seance.statut == "convoquee",
        has_adresses=any(participant.email for participant in participants),
    )
    return render(request, TEMPLATE, context, status=status)
