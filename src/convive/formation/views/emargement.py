"""Sign a demi-journée, without a compte. On her private page, a stagiaire sees her attendance and signs; behind the QR
code of the room, and on a shared tablet, people choose their name from a list."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.views.public import without_account
from convive.formation.actions.signature import TropDeSignatures, delete_sa_signature, record_signature
from convive.formation.cles.emargement import read_cle
from convive.formation.models import DemiJournee, Emargement, Inscription
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import EtatSession
from convive.formation.rules.presence import MAX_TRACE, MoyenSignature, Signature
from convive.formation.selectors.presence import (
    Appel,
    LigneSession,
    build_appel,
    build_ligne_stagiaire,
    get_demi_journee_emargee,
    is_ouverte,
)
from convive.formation.views.page_stagiaire import PRESENCES, PagesStagiaire, PageStagiaire
from convive.socle.requetes import is_fragment
from convive.socle.uuids import parse_uuid

MARQUE = "X-Emargement"
"""The header that tells the script that the response really is about its signature, and not some other page."""
TEMPLATE = "formation/emargement_update.html"

pages = PagesStagiaire("presences/", onglet=PRESENCES)


@dataclass(frozen=True, slots=True)
class FormulaireSigner:
    """The context of `_signer.html`. `cle` is used without JavaScript; `retour` is the URL of the list of names."""

    moyen: str
    personne: UUID | str = ""
    nom: str = ""
    action: str = "?"
    retour: str = ""
    refus: str = ""
    dialogue: bool = False
    demi_journee: UUID | str = ""
    cle: str = field(default_factory=lambda: str(uuid4()))


@pages.ecriture()
def emargement_personnel_update(page: PageStagiaire) -> HttpResponse:
    refus: FormationRefusee | None = None
    if page.is_envoi:
        try:
            _sign_personnel(page)
            if not is_fragment(page.request):
                return page.redirect()
        except FormationRefusee as error:
            if response := _respond_refus(page.request, error):
                return response
            refus = error
    ligne = build_ligne_stagiaire(page.inscription)
    a_signer = _get_a_signer(page.inscription, ligne)
    signer = _build_signer_personnel(page, a_signer, refus) if a_signer else None
    response = page.render(
        {"ligne": ligne, "a_signer": a_signer, "signer": signer, "refus": str(refus or "")},
        "#liste" if is_fragment(page.request) else "",
        status=_get_status(refus) if refus else 200,
    )
    if is_fragment(page.request):
        response.headers[MARQUE] = "1"
    return response


def _sign_personnel(page: PageStagiaire) -> None:
    """Sign; the form gives the demi-journée, because a device may send a signature after its end."""
    uuid = parse_uuid(page.request.POST.get("demi_journee", ""))
    rows = page.inscription.session.demi_journees.exclude(session__etat=EtatSession.ANNULEE.value)
    demi_journee = rows.select_related("session__espace").filter(pk=uuid).first() if uuid else None
    if demi_journee is None:
        raise FormationRefusee("Cette demi-journée n’est plus dans la session\u00a0: voyez la personne qui anime.")
    _record(page.request, demi_journee, page.inscription.pk, MoyenSignature.PERSONNEL)


def _get_a_signer(inscription: Inscription, ligne: LigneSession) -> Emargement | None:
    """The demi-journée that is open now, if she has not signed it yet."""
    if inscription.session.etat == EtatSession.ANNULEE:
        return None
    now = timezone.localtime()
    ouverts = (row for row in ligne.emargements if not row.is_signe and is_ouverte(row.demi_journee, now))
    return next(ouverts, None)


def _build_signer_personnel(
    page: PageStagiaire, a_signer: Emargement, refus: FormationRefusee | None
) -> FormulaireSigner:
    return FormulaireSigner(
        MoyenSignature.PERSONNEL.value,
        personne=page.inscription.pk,
        nom=page.inscription.nom,
        action=page.request.path,
        refus=str(refus or ""),
        demi_journee=a_signer.demi_journee.pk,
    )


@without_account
def emargement_update(request: HttpRequest, cle: str) -> HttpResponse:
    """The list to sign for people in the room, while the demi-journée is open."""
    uuid = read_cle(cle)
    demi_journee = get_demi_journee_emargee(uuid) if uuid else None
    if demi_journee is None:
        return render(request, TEMPLATE, {"demi_journee": None}, status=404)
    if request.method == "POST":
        try:
            return _sign(request, demi_journee)
        except FormationRefusee as refus:
            return _respond_refus(request, refus) or _show(request, demi_journee, refus)
    return _show(request, demi_journee, None)


pages.urls.append(path("formation/emargement/<str:cle>/", emargement_update, name="emargement_update"))


def _sign(request: HttpRequest, demi_journee: DemiJournee) -> HttpResponse:
    cle = request.POST.get("cle", "")
    if request.POST.get("geste") == "annuler":
        delete_sa_signature(demi_journee=demi_journee, cle=cle)
        return redirect(f"{request.path}{_build_suite(request)}")
    personne = parse_uuid(request.POST.get("personne", ""))
    if personne is None:
        raise FormationRefusee("Choisissez votre nom dans la liste.")
    _record(request, demi_journee, personne, _get_moyen(request))
    if is_fragment(request):
        response = _show(request, demi_journee, None)
        response.headers[MARQUE] = "1"
        return response
    return redirect(f"{request.path}{_build_suite(request, fait=cle)}")


def _get_moyen(request: HttpRequest) -> MoyenSignature:
    return MoyenSignature.TABLETTE if "tablette" in request.GET else MoyenSignature.TELEPHONE


def _build_suite(request: HttpRequest, **parametres: str) -> str:
    """The URL of the same page with these parameters, keeping the one of the shared tablet."""
    choix = ({"tablette": "1"} if "tablette" in request.GET else {}) | parametres
    return f"?{urlencode(choix)}" if choix else ""


def _show(request: HttpRequest, demi_journee: DemiJournee, refus: FormationRefusee | None) -> HttpResponse:
    ouverte = is_ouverte(demi_journee, timezone.localtime())
    appel = build_appel(demi_journee)
    context: dict[str, Any] = {
        "demi_journee": demi_journee,
        "session": demi_journee.session,
        "is_ouverte": ouverte,
        "appel": appel,
        "suite": _build_suite(request),
        "is_tablette": "tablette" in request.GET,
        "signer": _build_signer(request, appel, refus),
        "fait": _get_fait(request, appel),
        "refus": str(refus or ""),
        "is_fictif": is_espace_fictif(demi_journee.session.espace),
    }
    if is_fragment(request):
        return render(request, f"{TEMPLATE}#liste", context)
    return render(request, TEMPLATE, context, status=_get_status(refus) if refus else 200 if ouverte else 404)


def _build_signer(request: HttpRequest, appel: Appel, refus: FormationRefusee | None) -> FormulaireSigner:
    """The form of the person in the URL, or else an empty one that the script opens over the list."""
    chosen = parse_uuid(request.POST.get("personne") or request.GET.get("personne", ""))
    ligne = next((ligne for ligne in appel.lignes if ligne.uuid == chosen), None)
    moyen, retour = _get_moyen(request).value, f"{request.path}{_build_suite(request)}"
    if ligne is None:
        return FormulaireSigner(moyen, action=retour, dialogue=True)
    return FormulaireSigner(
        moyen, personne=ligne.uuid, nom=ligne.nom, action=retour, retour=retour, refus=str(refus or "")
    )


def _get_fait(request: HttpRequest, appel: Appel) -> Emargement | None:
    """The row that was just signed, found by the key that the device holds."""
    cle = parse_uuid(request.GET.get("fait", ""))
    return next((ligne.emargement for ligne in appel.lignes if cle and ligne.emargement.cle == cle), None)


def _record(request: HttpRequest, demi_journee: DemiJournee, personne: UUID, moyen: MoyenSignature) -> None:
    data = request.POST
    signature = Signature(
        cle=data.get("cle", ""),
        moyen=moyen.value,
        trace=data.get("trace", "")[: MAX_TRACE + 1],
        texte=data.get("texte", ""),
        signe_le=_read_instant(data.get("le", "")),
    )
    record_signature(
        demi_journee=demi_journee,
        personne=personne,
        signature=signature,
        adresse_ip=get_adresse_ip(request),
        now=timezone.localtime(),
    )


def _read_instant(texte: str) -> datetime | None:
    """The time sent by the device, in our time zone; None if it cannot be parsed."""
    try:
        instant = parse_datetime(texte)
    except ValueError:
        return None
    return timezone.localtime(instant) if instant is not None and timezone.is_aware(instant) else None


def _respond_refus(request: HttpRequest, refus: FormationRefusee) -> HttpResponse | None:
    """A plain message for the script, which keeps the signature; None without the script, to show the page again."""
    if not is_fragment(request):
        return None
    return HttpResponse(str(refus), status=_get_status(refus), content_type="text/plain; charset=utf-8")


def _get_status(refus: FormationRefusee) -> int:
    return 429 if isinstance(refus, TropDeSignatures) else 422
