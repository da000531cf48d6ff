"""The run sheet of a session, for who teaches: each step at the hours of its own half-days."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.formation.selectors.deroule import build_deroule_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session
from convive.formation.views.rubrique import FORMATS


@login_required
@require_safe
def session_deroule(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid)
    demi_journees, absentes = build_deroule_session(session)
    context = build_contexte_session(
        request,
        membre,
        session,
        "session_deroule",
        demi_journees=demi_journees,
        absentes=absentes,
        programme=session.programme,
        formats=FORMATS,
    )
    return render(request, "formation/session_deroule.html", context)
