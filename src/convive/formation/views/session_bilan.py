"""The report of a session, on the screen; it leaves as a document from « Documents »."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.formation.exports.bilan_session import CLE
from convive.formation.rules.questionnaires import SEUIL_PERSONNES
from convive.formation.selectors.bilan_session import build_bilan_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_safe
def session_bilan(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid)
    context = build_contexte_session(
        request,
        membre,
        session,
        "session_bilan",
        bilan=build_bilan_session(session, timezone.localdate()),
        seuil=SEUIL_PERSONNES,
        document=CLE,
        formats=FORMATS,
    )
    return render(request, "formation/session_bilan.html", context)
