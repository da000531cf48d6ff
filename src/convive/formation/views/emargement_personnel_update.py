"""What a trainee sees of her own attendance at her personal address; she signs there when a half-day is open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.comptes.tentatives import get_adresse_ip
from convive.espaces.views.public import without_trace
from convive.formation.actions.signature import record_signature
from convive.formation.models import Emargement, Inscription
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import EtatSession
from convive.formation.rules.presence import MoyenSignature
from convive.formation.selectors.presence import LigneSession, build_ligne_stagiaire, is_ouverte
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404
from convive.formation.views.signature import MARQUE, FormulaireSigner, get_status, read_signature, respond_refus
from convive.socle.requetes import is_fragment
from convive.socle.uuids import parse_uuid

TEMPLATE = "formation/emargement_personnel_update.html"


# The key in the address is the only authority, as on every page of a trainee.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def emargement_personnel_update(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    refus: FormationRefusee | None = None
    if request.method == "POST":
        try:
            _sign(request, inscription)
            if not is_fragment(request):
                return redirect(request.path)
        except FormationRefusee as error:
            if response := respond_refus(request, error):
                return response
            refus = error
    return _show(request, cle, inscription, refus)


def _sign(request: HttpRequest, inscription: Inscription) -> None:
    """The half-day comes with the form: what was kept on the device leaves after its end."""
    uuid = parse_uuid(request.POST.get("demi_journee", ""))
    rows = inscription.session.demi_journees.exclude(session__etat=EtatSession.ANNULEE.value)
    demi_journee = rows.select_related("session__espace").filter(pk=uuid).first() if uuid else None
    if demi_journee is None:
        raise FormationRefusee("Cette demi-journée n’est plus dans la session\u00a0: voyez la personne qui anime.")
    record_signature(
        demi_journee=demi_journee,
        personne=inscription.pk,
        signature=read_signature(request, MoyenSignature.PERSONNEL.value),
        adresse_ip=get_adresse_ip(request),
        now=timezone.localtime(),
    )


def _show(request: HttpRequest, cle: str, inscription: Inscription, refus: FormationRefusee | None) -> HttpResponse:
    ligne = build_ligne_stagiaire(inscription)
    a_signer = _get_a_signer(inscription, ligne)
    signer = None
    if a_signer is not None:
        signer = FormulaireSigner(
            MoyenSignature.PERSONNEL.value,
            personne=inscription.pk,
            nom=inscription.nom,
            action=request.path,
            refus=str(refus) if refus else "",
            demi_journee=a_signer.demi_journee.pk,
        )
    context = build_contexte_stagiaire(
        cle, inscription, "emargement_personnel_update", ligne=ligne, a_signer=a_signer, signer=signer
    )
    context["refus"] = str(refus) if refus else ""
    template = f"{TEMPLATE}#liste" if is_fragment(request) else TEMPLATE
    response = render(request, template, context, status=get_status(refus) if refus else 200)
    if is_fragment(request):
        response.headers[MARQUE] = "1"
    return response


def _get_a_signer(inscription: Inscription, ligne: LigneSession) -> Emargement | None:
    """The half-day that is open now and that she has not signed yet."""
    if inscription.session.etat == EtatSession.ANNULEE:
        return None
    now = timezone.localtime()
    ouverts = (row for row in ligne.emargements if not row.is_signe and is_ouverte(row.demi_journee, now))
    return next(ouverts, None)
