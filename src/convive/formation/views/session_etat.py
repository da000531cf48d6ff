"""Open a session, close it, cancel it, take it up again, make another one like it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.session import create_session_comme, update_etat_session
from convive.formation.forms.session import MotifForm, PremierJourForm
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.rules.formation import EtatSession
from convive.formation.rules.session import SUITES
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session

VERS = {
    "ouvrir": (EtatSession.OUVERTE, "Les inscriptions sont ouvertes."),
    "preparer": (EtatSession.PREPARATION, "La session est de nouveau en préparation."),
    "clore": (EtatSession.TERMINEE, "La session est close."),
    "annuler": (EtatSession.ANNULEE, "La session est annulée."),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def session_etat(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_organiser)
    geste = request.POST.get("geste", "")
    motif = MotifForm(request.POST if geste == "annuler" else None, prefix="annuler")
    comme = PremierJourForm(request.POST if geste == "dupliquer" else None, prefix="comme")
    if request.method == "POST":
        try:
            if shown := _do(request, membre, session, motif, comme):
                return redirect("formation:session_detail", espace_uuid, shown.pk)
        except FormationRefusee as refus:
            if motif.is_bound:
                motif.explain_refus(refus)
            else:
                messages.warning(request, str(refus))
    attend_programme = session.etat == EtatSession.PREPARATION and not session.programme.is_lisible
    context = build_contexte_session(
        request,
        membre,
        session,
        "session_etat",
        motif=motif,
        comme=comme,
        suites=SUITES[EtatSession(session.etat)] - ({EtatSession.OUVERTE} if attend_programme else set()),
        attend_programme=attend_programme,
        lue=read_session(session, timezone.localdate()),
    )
    return render(request, "formation/session_etat.html", context)


def _do(
    request: HttpRequest, membre: Membre, session: SessionFormation, motif: MotifForm, comme: PremierJourForm
) -> SessionFormation | None:
    """The session to show; None while a form has to be corrected."""
    geste = request.POST.get("geste", "")
    if geste == "dupliquer":
        if not comme.is_valid():
            return None
        nouvelle = create_session_comme(by=membre.compte, modele=session, premier=comme.cleaned_data["premier"])
        messages.success(request, "La nouvelle session est en préparation.")
        return nouvelle
    if geste not in VERS or (motif.is_bound and not motif.is_valid()):
        return None
    vers, phrase = VERS[geste]
    texte = motif.get_motif() if motif.is_bound else ""
    moved = update_etat_session(by=membre.compte, session=session, vers=vers.value, motif=texte)
    messages.success(request, phrase)
    return moved
