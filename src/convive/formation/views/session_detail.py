"""A session: its dates, its place, who comes."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_safe
def session_detail(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid)
    context = build_contexte_session(
        request,
        membre,
        session,
        "session_detail",
        demi_journees=session.demi_journees.all(),
        intervenants=session.intervenants.all(),
        inscriptions=session.inscriptions.all(),
    )
    return render(request, "formation/session_detail.html", context)
