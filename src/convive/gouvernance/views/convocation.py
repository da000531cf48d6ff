"""Who is invited to a séance and answers, then who is there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.views.lien_a_copier import show_liens
from convive.espaces.views.page import Page, Pages, Rendu
from convive.espaces.views.public import without_account
from convive.gouvernance.actions.emargement import record_pointage
from convive.gouvernance.actions.participant import (
    create_participant,
    create_participants,
    update_presences,
    update_presences_annoncees,
)
from convive.gouvernance.cles import build_cle, read_cle
from convive.gouvernance.forms.convocation import InviteForm, ParticipantForm, ReponseRecueForm
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.seances import MoyenPresence, read_touche
from convive.gouvernance.selectors.convocation import (
    build_appel,
    has_titulaires_absents,
    list_a_joindre,
    list_refuses,
    list_suppleants,
)
from convive.gouvernance.selectors.emargement import get_seance_emargee, list_a_pointer
from convive.gouvernance.selectors.suite import is_ouverte
from convive.gouvernance.views.gestes_convocation import build_form, do_geste
from convive.gouvernance.views.rubrique import (
    COMPTE_RENDU,
    CONVOCATION,
    PRESENCES,
    SEANCE_ABSENTE,
    SEANCES,
    get_seance_equipe,
    place_seance,
)
from convive.socle.code_qr import draw_qr
from convive.socle.formats import date_longue
from convive.socle.formulaires import explain_refus
from convive.socle.requetes import get_instant, is_fragment
from convive.socle.uuids import parse_uuid

pages = Pages(SEANCES, "instances/seances/", onglet=CONVOCATION, autour=place_seance)
seance = pages.objet("<uuid:seance_uuid>/", get_seance_equipe, SEANCE_ABSENTE)
A_CONVOQUER = ("brouillon", "convoquee")
presences = seance.sous("presences/", onglet=PRESENCES)


@seance.ecriture("convocation/", droit=can_update_instances)
def seance_convocation(page: Page, seance: Seance) -> Rendu:
    """What is written to each, what left, who answered."""
    geste, url = page.geste, page.contexte["url"]
    if not geste:
        return _build_contexte(page, seance)
    saisie = build_form(seance, geste, page.data)
    try:
        if saisie is None or saisie.is_valid():
            return page.redirect(url, do_geste(page, seance, saisie))
    except GouvernanceRefusee as refus:
        # What is about no field is said above the page: the form may not even be there.
        if saisie is None or not refus.champs:
            messages.error(page.request, str(refus))
            return page.redirect(url)
        explain_refus(saisie, refus)
    return page.render(
        "gouvernance/seance_convocation.html", _build_contexte(page, seance, **{geste: saisie}), status=422
    )


def _build_contexte(page: Page, seance: Seance, **forms: Any) -> dict[str, Any]:
    appel = build_appel(seance)
    participants = [ligne.participant for ligne in appel.lignes]
    a_joindre = list_a_joindre(seance, appel) if seance.statut in A_CONVOQUER else []
    show_liens(page.request, [*participants, *(participant for participant, _ in a_joindre)])
    has_absents = has_titulaires_absents(seance)
    montres = {participant.pk for participant, _ in a_joindre}
    return {
        "appel": appel,
        "a_joindre": a_joindre,
        "liens_a_obtenir": [row for row, _ in a_joindre if row.email and not row.url_a_copier],
        "liens_obtenus": sum(bool(row.url_a_copier) for row, _ in a_joindre),
        # Of whoever was told already, a link that one asked for again.
        "liens_refaits": [row for row in participants if row.url_a_copier and row.pk not in montres],
        "refuses": list_refuses(seance),
        "suppleants": list_suppleants(seance),
        "rendez_vous": _write_rendez_vous(seance),
        "has_absents": has_absents,
        "has_attendus": bool(participants) or has_absents,
        "form": forms.get("convoquer") or build_form(seance, "convoquer"),
        "form_invite": forms.get("inviter") or build_form(seance, "inviter"),
        "form_reponse": forms.get("repondre") or ReponseRecueForm(participants=participants, prefix="repondre"),
        "form_lien": forms.get("nouveau_lien") or ParticipantForm(participants=participants, prefix="nouveau_lien"),
        "is_a_convoquer": seance.statut in A_CONVOQUER,
        "is_convoquee": seance.statut == "convoquee",
        "has_adresses": any(participant.email for participant in participants),
    }


def _write_rendez_vous(seance: Seance) -> str:
    """« Comité de pilotage, le 3 mars 2027, 14 h – 16 h, salle du conseil »."""
    le = f"le {date_longue(seance.date)}" if seance.date else ""
    lieu = seance.lieu or ("à distance" if seance.lien_visio else "")
    return ", ".join(filter(None, (seance.instance.nom, le, seance.horaires, lieu)))


@presences.ecriture("", droit=can_update_instances)
def seance_presences(page: Page, seance: Seance) -> Rendu:
    """Who is there: one tap each at the door, or the signed sheet entered afterwards in one go."""
    form, refus = InviteForm(prefix="invite"), ""
    if page.is_envoi:
        try:
            form = _note(page, seance)
        except GouvernanceRefusee as error:
            refus = str(error)
        if not form.errors and not is_fragment(page.request):
            if refus:
                messages.error(page.request, refus)
            if "tenir" in page.request.GET:
                return page.redirect(f"{page.get_url(COMPTE_RENDU, seance.pk)}#presences")
            return page.redirect(page.request.get_full_path())
    ouverte = is_ouverte(seance)
    adresse = _build_adresse(page.request, seance) if ouverte else ""
    contexte = {
        "instant": get_instant(),
        "appel": build_appel(seance),
        "form_invite": form,
        "refus": refus,
        "is_ouverte": ouverte,
        "is_papier": "papier" in page.request.GET,
        "adresse_qr": adresse,
        "qr": draw_qr(adresse) if adresse else None,
    }
    fragment = "#appel" if is_fragment(page.request) else ""
    return page.render(f"gouvernance/seance_presences.html{fragment}", contexte, 422 if form.errors else 200)


def _note(page: Page, seance: Seance) -> InviteForm:
    """The form of a guest, with its errors when there are some."""
    by, geste = page.compte, page.geste
    form = InviteForm(prefix="invite")
    if geste == "membres":
        create_participants(by=by, seance=seance)
    elif geste == "annonces":
        update_presences_annoncees(by=by, seance=seance)
    elif geste == "inviter":
        form = InviteForm(page.data, prefix="invite")
        if form.is_valid():
            participant = create_participant(by=by, seance=seance, **form.cleaned_data)
            update_presences(by=by, seance=seance, presences={participant.pk: "present"})
            form = InviteForm(prefix="invite")
    elif geste == "feuille":
        lues = _read_feuille(page.request)
        update_presences(by=by, seance=seance, presences=lues, moyen=MoyenPresence.PAPIER.value)
    else:
        uuid, _, presence = page.request.POST.get("pointer", "").partition(":")
        if participant_uuid := parse_uuid(uuid):
            touche = read_touche(page.request.POST.get("touche", ""))
            update_presences(by=by, seance=seance, presences={participant_uuid: presence}, touche=touche)
    return form


def _build_adresse(request: HttpRequest, seance: Seance) -> str:
    return request.build_absolute_uri(reverse("gouvernance:emargement_update", args=[build_cle(seance)]))


def _read_feuille(request: HttpRequest) -> dict[UUID, str]:
    found = {}
    for nom, valeur in request.POST.items():
        if nom.startswith("p-") and (uuid := parse_uuid(nom[2:])):
            found[uuid] = str(valeur)
    return found


@without_account
def emargement_update(request: HttpRequest, cle: str) -> HttpResponse:
    """Where the code of the room leads: one finds one’s name and ticks it. Without an account, while the séance
    lasts."""
    template = "gouvernance/emargement_update.html"
    uuid = read_cle(cle)
    seance = get_seance_emargee(uuid) if uuid else None
    if seance is None:
        return render(request, template, {"seance": None}, status=404)
    refus, status = "", 200
    if request.method == "POST":
        try:
            if nom := _record(request, seance):
                return redirect(f"{request.path}?fait={nom}")
        except GouvernanceRefusee as error:
            refus, status = str(error), 429
    participants = list_a_pointer(seance)
    fait = parse_uuid(request.GET.get("fait", ""))
    context = {
        "seance": seance,
        "participants": participants,
        "fait": next((row for row in participants if row.pk == fait and row.presence == "present"), None),
        "refus": refus,
        "is_fictif": is_espace_fictif(seance.espace),
    }
    return render(request, template, context, status=status)


def _record(request: HttpRequest, seance: Seance) -> UUID | None:
    participant = parse_uuid(request.POST.get("participant", ""))
    if participant is None:
        return None
    record_pointage(
        seance=seance,
        participant=participant,
        is_annulation=request.POST.get("geste") == "annuler",
        adresse_ip=get_adresse_ip(request),
    )
    return participant


pages.urls.append(path("espaces/emargement/<str:cle>/", emargement_update, name="emargement_update"))
