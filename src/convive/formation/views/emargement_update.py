"""Where the code of the room leads, and what a tablet shows as it goes from hand to hand: one finds one’s name and
signs. Without an account, while the half-day lasts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.views.public import without_trace
from convive.formation.actions.signature import delete_sa_signature, record_signature
from convive.formation.cles.emargement import read_cle
from convive.formation.models import DemiJournee, Emargement
from convive.formation.refus import FormationRefusee
from convive.formation.rules.presence import MoyenSignature
from convive.formation.selectors.presence import Appel, build_appel, get_demi_journee_emargee, is_ouverte
from convive.formation.views.signature import (
    MARQUE,
    FormulaireSigner,
    get_status,
    read_signature,
    respond_refus,
)
from convive.socle.requetes import is_fragment
from convive.socle.uuids import parse_uuid

TEMPLATE = "formation/emargement_update.html"


# As for a magic link, the key in the address is the only authority and no cookie is read; « no-referrer » makes a
# browser send « Origin: null », which the check would refuse.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def emargement_update(request: HttpRequest, cle: str) -> HttpResponse:
    uuid = read_cle(cle)
    demi_journee = get_demi_journee_emargee(uuid) if uuid else None
    if demi_journee is None:
        return render(request, TEMPLATE, {"demi_journee": None}, status=404)
    if request.method == "POST":
        try:
            return _sign(request, demi_journee)
        except FormationRefusee as refus:
            return respond_refus(request, refus) or _show(request, demi_journee, refus)
    return _show(request, demi_journee, None)


def _sign(request: HttpRequest, demi_journee: DemiJournee) -> HttpResponse:
    now, cle = timezone.localtime(), request.POST.get("cle", "")
    if request.POST.get("geste") == "annuler":
        delete_sa_signature(demi_journee=demi_journee, cle=cle)
        return redirect(f"{request.path}{_build_suite(request)}")
    personne = parse_uuid(request.POST.get("personne", ""))
    if personne is None:
        raise FormationRefusee("Choisissez votre nom dans la liste.")
    signature = read_signature(request, _get_moyen(request))
    record_signature(
        demi_journee=demi_journee,
        personne=personne,
        signature=signature,
        adresse_ip=get_adresse_ip(request),
        now=now,
    )
    if is_fragment(request):
        response = _show(request, demi_journee, None)
        response.headers[MARQUE] = "1"
        return response
    return redirect(f"{request.path}{_build_suite(request, fait=cle)}")


def _get_moyen(request: HttpRequest) -> str:
    moyen = MoyenSignature.TABLETTE if "tablette" in request.GET else MoyenSignature.TELEPHONE
    return moyen.value


def _build_suite(request: HttpRequest, **parametres: str) -> str:
    """A tablet stays a tablet."""
    choix = ({"tablette": "1"} if "tablette" in request.GET else {}) | parametres
    return f"?{urlencode(choix)}" if choix else ""


def _show(request: HttpRequest, demi_journee: DemiJournee, refus: FormationRefusee | None) -> HttpResponse:
    ouverte = is_ouverte(demi_journee, timezone.localtime())
    appel = build_appel(demi_journee)
    context = {
        "demi_journee": demi_journee,
        "session": demi_journee.session,
        "is_ouverte": ouverte,
        "appel": appel,
        "suite": _build_suite(request),
        "is_tablette": "tablette" in request.GET,
        "signer": _build_signer(request, appel, refus),
        "fait": _get_fait(request, appel),
        "refus": str(refus) if refus else "",
        "is_fictif": is_espace_fictif(demi_journee.session.espace),
    }
    template = f"{TEMPLATE}#liste" if is_fragment(request) else TEMPLATE
    status = get_status(refus) if refus else 200 if ouverte else 404
    return render(request, template, context, status=200 if is_fragment(request) else status)


def _build_signer(request: HttpRequest, appel: Appel, refus: FormationRefusee | None) -> FormulaireSigner:
    """The form of the person of the address; without one, the one that the script opens over the list."""
    chosen = parse_uuid(request.POST.get("personne") or request.GET.get("personne", ""))
    ligne = next((ligne for ligne in appel.lignes if ligne.uuid == chosen), None)
    moyen, retour = _get_moyen(request), f"{request.path}{_build_suite(request)}"
    if ligne is None:
        return FormulaireSigner(moyen, action=retour, dialogue=True)
    return FormulaireSigner(
        moyen, personne=ligne.uuid, nom=ligne.nom, action=retour, retour=retour, refus=str(refus) if refus else ""
    )


def _get_fait(request: HttpRequest, appel: Appel) -> Emargement | None:
    """What was just signed, by the key that the device holds."""
    cle = parse_uuid(request.GET.get("fait", ""))
    return next((ligne.emargement for ligne in appel.lignes if cle and ligne.emargement.cle == cle), None)
