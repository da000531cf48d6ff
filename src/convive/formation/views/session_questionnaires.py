"""The questionnaires of a session: who was asked, who answered, what it adds up to; recall by hand."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire
from convive.formation.actions.envoi_enquete import create_enquetes, send_enquetes_session, submit_rappels
from convive.formation.models import SessionFormation
from convive.formation.permissions import can_animer, can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.rules.enquetes import REGLES, Enquete
from convive.formation.rules.questionnaires import SEUIL_PERSONNES
from convive.formation.selectors.enquetes import build_bilan_test, list_enquetes, list_progres
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session
from convive.socle.formats import nombre_accorde


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def session_questionnaires(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    if request.method == "POST":
        if not can_organiser(membre):
            raise PermissionDenied("Votre rôle ne permet pas d’envoyer un questionnaire.")
        try:
            messages.success(request, _do(request, membre, session))
        except FormationRefusee as refus:
            messages.warning(request, str(refus))
        return redirect(request.path)
    today = timezone.localdate()
    lue = read_session(session, today)
    enquetes = list_enquetes(session, lue.inscriptions, len(lue.intervenants), today)
    apparies, progres = list_progres(enquetes)
    context = build_contexte_session(
        request,
        membre,
        session,
        "session_questionnaires",
        enquetes=enquetes,
        inscrites=lue.inscrites,
        apparies=apparies,
        progres=progres,
        test=build_bilan_test(enquetes),
        seuil=SEUIL_PERSONNES,
    )
    return render(request, "formation/session_questionnaires.html", context)


def _do(request: HttpRequest, membre: Membre, session: SessionFormation) -> str:
    """What was done, in a sentence. Raise FormationRefusee."""
    now = timezone.now()
    if request.POST.get("geste") == "envoyer":
        create_enquetes(session=session, now=now, by=membre.compte)
        sent, left = send_enquetes_session(session, now)
        suite = f", {nombre_accorde(left, 'attend', 'attendent')} encore" if left else ""
        return f"{nombre_accorde(sent, 'message envoyé', 'messages envoyés')}{suite}."
    enquete = request.POST.get("rappeler", "")
    if enquete not in REGLES:
        raise FormationRefusee("Ce questionnaire n’existe pas.")
    sent = submit_rappels(by=membre.compte, session=session, enquete=Enquete(enquete), now=now)
    return f"{nombre_accorde(sent, 'rappel part', 'rappels partent')}."
