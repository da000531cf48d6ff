"""A half-day: everyone ticked in seconds, who signed and how, the code of the room, the signed sheet afterwards."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.documents.refus import DocumentRefuse
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions import presence as actions
from convive.formation.actions.feuille import attach_scan
from convive.formation.actions.presence import SaisiePresence
from convive.formation.cles.emargement import build_cle
from convive.formation.forms.presence import FeuilleForm, PrecisionForm, read_feuille
from convive.formation.models import DemiJournee
from convive.formation.permissions import can_animer
from convive.formation.refus import FormationRefusee
from convive.formation.rules.presence import MOTIFS, Presence
from convive.formation.selectors.presence import build_appel, get_demi_journee, is_ouverte
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session
from convive.socle.code_qr import draw_qr
from convive.socle.requetes import get_instant, is_fragment
from convive.socle.televersement import get_plafond_depasse
from convive.socle.uuids import parse_uuid

TEMPLATE = "formation/presence_update.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def presence_update(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, demi_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    instant, demi_journee = get_instant(), get_demi_journee(session, demi_uuid)
    if demi_journee is None:
        raise Http404("Cette demi-journée n’est pas dans cette session.")
    refus, form = "", FeuilleForm()
    if request.method == "POST" and "scan" in request.POST:
        form = _keep_scan(request, membre, demi_journee)
        if form.is_valid():
            return redirect(f"{request.path}#papier")
    elif request.method == "POST":
        try:
            _write(request, membre, demi_journee)
        except FormationRefusee as error:
            refus = str(error)
        if not is_fragment(request):
            if refus:
                messages.error(request, refus)
            return redirect(request.path)
        instant, demi_journee = get_instant(), get_demi_journee(session, demi_uuid) or demi_journee
    return _show(request, membre, demi_journee, instant, refus, form)


def _keep_scan(request: HttpRequest, membre: Membre, demi_journee: DemiJournee) -> FeuilleForm:
    """Valid once it is kept."""
    form = FeuilleForm(request.POST, request.FILES, plafond=get_plafond_depasse(request))
    if form.is_valid():
        fichier = form.cleaned_data["fichier"]
        try:
            attach_scan(by=membre.compte, demi_journee=demi_journee, fichier=fichier, now=timezone.localtime())
            messages.success(request, "La feuille signée est gardée.")
        except DocumentRefuse as refus:
            form.add_error("fichier", list(refus.messages))
    return form


def _write(request: HttpRequest, membre: Membre, demi_journee: DemiJournee) -> None:
    by, now, geste = membre.compte, timezone.localtime(), request.POST.get("geste", "")
    if geste == "tous":
        actions.validate_tous(by=by, demi_journee=demi_journee, now=now)
    elif geste == "feuille":
        presences = read_feuille(request.POST)
        actions.update_presences(by=by, demi_journee=demi_journee, presences=presences, now=now)
    elif geste == "arreter":
        actions.close_feuille(by=by, demi_journee=demi_journee, now=now)
    elif geste == "rouvrir":
        actions.reopen_feuille(by=by, demi_journee=demi_journee)
    elif geste == "code":
        actions.reopen_code(by=by, demi_journee=demi_journee, now=now)
    elif uuid := parse_uuid(request.POST.get("effacer", "")):
        actions.delete_signature(by=by, demi_journee=demi_journee, personne=uuid, now=now)
    else:
        _write_personne(request, membre, demi_journee)


def _write_personne(request: HttpRequest, membre: Membre, demi_journee: DemiJournee) -> None:
    """« <uuid>:present » for one tap; « <uuid>:precision:absent » with what the row says of her."""
    identifiant, _, presence = request.POST.get("pointer", "").partition(":")
    uuid = parse_uuid(identifiant)
    if uuid is None:
        return
    saisie = SaisiePresence(presence)
    if presence.startswith("precision:"):
        form = PrecisionForm(request.POST, prefix=identifiant)
        if not form.is_valid():
            raise FormationRefusee("Le retard et le départ sont des minutes, en chiffres.")
        saisie = form.get_saisie(presence.removeprefix("precision:"))
    actions.update_presences(
        by=membre.compte, demi_journee=demi_journee, presences={uuid: saisie}, now=timezone.localtime()
    )


def _show(
    request: HttpRequest, membre: Membre, demi_journee: DemiJournee, instant: str, refus: str, form: FeuilleForm
) -> HttpResponse:
    now, appel = timezone.localtime(), build_appel(demi_journee)
    touchee = _get_touchee(request)
    context = build_contexte_session(
        request,
        membre,
        demi_journee.session,
        "presence_update",
        demi_journee=demi_journee,
        instant=instant,
        appel=appel,
        stagiaires=[ligne for ligne in appel.stagiaires if touchee in (None, ligne.uuid)],
        intervenants=[ligne for ligne in appel.intervenants if touchee in (None, ligne.uuid)],
        refus=refus,
        form_scan=form,
        url=request.path,
        motifs=MOTIFS,
        presences=Presence,
        is_papier="papier" in request.GET,
        is_venue=demi_journee.date <= now.date(),
        **_build_code(request, demi_journee, is_ouverte(demi_journee, now)),
    )
    args = [demi_journee.session.espace_id, demi_journee.session_id]
    context["fil"].append(("Présences", reverse("formation:presence_list", args=args)))
    template = f"{TEMPLATE}#appel" if is_fragment(request) else TEMPLATE
    return render(request, template, context, status=422 if form.errors else 200)


def _get_touchee(request: HttpRequest) -> UUID | None:
    """Whose row alone the answer to one tap holds: thirty taps on a phone are thirty rows, not nine hundred."""
    if request.method != "POST" or not is_fragment(request):
        return None
    return parse_uuid(request.POST.get("effacer") or request.POST.get("pointer", "").partition(":")[0])


def _build_code(request: HttpRequest, demi_journee: DemiJournee, is_ouvert: bool) -> dict[str, Any]:
    adresse = request.build_absolute_uri(reverse("formation:emargement_update", args=[build_cle(demi_journee)]))
    return {"is_ouverte": is_ouvert, "adresse_qr": adresse, "qr": draw_qr(adresse)}
