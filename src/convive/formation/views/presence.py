"""The attendance of a session: who came to which demi-journée, and for how long; then one demi-journée: quick recording
of presence, signatures, the QR code of the room, and the signed feuille afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from convive.documents.refus import DocumentRefuse
from convive.espaces.views.page import GESTE_INCONNU, Page
from convive.formation.actions import presence as actions
from convive.formation.actions.feuille import attach_scan
from convive.formation.actions.presence import SaisiePresence
from convive.formation.cles.emargement import build_cle
from convive.formation.forms.presence import FeuilleForm, PrecisionForm, read_feuille
from convive.formation.models import DemiJournee, SessionFormation
from convive.formation.permissions import can_animer, can_lire_formation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.presence import MOTIFS, Presence
from convive.formation.selectors.presence import build_appel, build_tableau, get_demi_journee, is_ouverte
from convive.formation.views.rubrique import PRESENCES, attach_session, build_pages, place_session
from convive.socle.code_qr import draw_qr
from convive.socle.formulaires import explain_refus
from convive.socle.requetes import get_instant, is_fragment
from convive.socle.televersement import get_plafond_depasse
from convive.socle.uuids import parse_uuid

TEMPLATE = "formation/presence_update.html"


def _place(page: Page) -> None:
    place_session(page)
    page.lead("Présences", page.get_url(PRESENCES, page.contexte["session"].pk))


pages = build_pages()
presences = attach_session(pages, "presences/", PRESENCES)
demi_journee = presences.objet(
    "<uuid:demi_uuid>/",
    get_demi_journee,
    "Cette demi-journée n’est pas dans cette session.",
    nom="demi_journee",
    dans="session",
    autour=_place,
)


@presences.lecture("", droit=can_lire_formation)
def presence_list(page: Page, session: SessionFormation) -> dict[str, Any]:
    """The attendance table, with a link to each demi-journée."""
    now, tableau = timezone.localtime(), build_tableau(session)
    return {
        "tableau": tableau,
        "today": now.date(),
        "ouvertes": [demi_journee.pk for demi_journee in tableau.demi_journees if is_ouverte(demi_journee, now)],
    }


@demi_journee.ecriture("", droit=can_animer)
def presence_update(page: Page, session: SessionFormation, demi_journee: DemiJournee) -> HttpResponse:
    instant, refus, form = get_instant(), "", FeuilleForm()
    if page.is_envoi and "scan" in page.request.POST:
        form = _keep_scan(page, demi_journee)
        if form.is_valid():
            return page.redirect(f"{page.request.path}#papier", "La feuille signée est gardée.")
    elif page.is_envoi:
        try:
            _write(page, demi_journee)
        except FormationRefusee as error:
            refus = str(error)
        if not is_fragment(page.request):
            if refus:
                messages.error(page.request, refus)
            return page.redirect(page.request.path)
        instant, demi_journee = get_instant(), get_demi_journee(session, demi_journee.pk) or demi_journee
    contexte = _build_contexte(page, demi_journee) | {"instant": instant, "refus": refus, "form_scan": form}
    template = f"{TEMPLATE}#appel" if is_fragment(page.request) else TEMPLATE
    return page.render(template, contexte, status=422 if form.errors else 200)


def _keep_scan(page: Page, demi_journee: DemiJournee) -> FeuilleForm:
    """Store the scan; the form is valid only if it was stored."""
    form = FeuilleForm(page.data, page.request.FILES, plafond=get_plafond_depasse(page.request))
    if form.is_valid():
        fichier = form.cleaned_data["fichier"]
        try:
            attach_scan(by=page.compte, demi_journee=demi_journee, fichier=fichier, now=timezone.localtime())
        except DocumentRefuse as refus:
            explain_refus(form, refus, "fichier")
    return form


def _write(page: Page, demi_journee: DemiJournee) -> None:
    by, now, data, geste = page.compte, timezone.localtime(), page.request.POST, page.geste
    if geste == "tous":
        actions.validate_tous(by=by, demi_journee=demi_journee, now=now)
    elif geste == "feuille":
        actions.update_presences(by=by, demi_journee=demi_journee, presences=read_feuille(data), now=now)
    elif geste == "arreter":
        actions.close_feuille(by=by, demi_journee=demi_journee, now=now)
    elif geste == "rouvrir":
        actions.reopen_feuille(by=by, demi_journee=demi_journee)
    elif geste == "code":
        actions.reopen_code(by=by, demi_journee=demi_journee, now=now)
    elif uuid := parse_uuid(data.get("effacer", "")):
        actions.delete_signature(by=by, demi_journee=demi_journee, personne=uuid, now=now)
    else:
        _write_personne(page, demi_journee)


def _write_personne(page: Page, demi_journee: DemiJournee) -> None:
    """Record one person: « <uuid>:present » for a single tap; « <uuid>:precision:absent » with the details of her
    row."""
    identifiant, _, presence = page.request.POST.get("pointer", "").partition(":")
    uuid = parse_uuid(identifiant)
    if uuid is None:
        raise FormationRefusee(GESTE_INCONNU)
    saisie = SaisiePresence(presence)
    if presence.startswith("precision:"):
        form = PrecisionForm(page.request.POST, prefix=identifiant)
        if not form.is_valid():
            raise FormationRefusee("Le retard et le départ sont des minutes, en chiffres.")
        saisie = form.get_saisie(presence.removeprefix("precision:"))
    actions.update_presences(
        by=page.compte, demi_journee=demi_journee, presences={uuid: saisie}, now=timezone.localtime()
    )


def _build_contexte(page: Page, demi_journee: DemiJournee) -> dict[str, Any]:
    now, appel, touchee = timezone.localtime(), build_appel(demi_journee), _get_touchee(page)
    adresse = page.request.build_absolute_uri(reverse("formation:emargement_update", args=[build_cle(demi_journee)]))
    return {
        "demi_journee": demi_journee,
        "appel": appel,
        "stagiaires": [ligne for ligne in appel.stagiaires if touchee in (None, ligne.uuid)],
        "intervenants": [ligne for ligne in appel.intervenants if touchee in (None, ligne.uuid)],
        "url": page.request.path,
        "motifs": MOTIFS,
        "presences": Presence,
        "is_papier": "papier" in page.request.GET,
        "is_venue": demi_journee.date <= now.date(),
        "is_ouverte": is_ouverte(demi_journee, now),
        "adresse_qr": adresse,
        "qr": draw_qr(adresse),
    }


def _get_touchee(page: Page) -> UUID | None:
    """The person tapped, so that only her row is sent back: thirty taps on a phone send thirty rows, not nine
    hundred."""
    if not page.is_envoi or not is_fragment(page.request):
        return None
    return parse_uuid(page.request.POST.get("effacer") or page.request.POST.get("pointer", "").partition(":")[0])
