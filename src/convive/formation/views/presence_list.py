"""The attendance of a session: who came to which half-day, for how long; each half-day one click away."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.formation.selectors.presence import build_tableau, is_ouverte
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_safe
def presence_list(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid)
    now, tableau = timezone.localtime(), build_tableau(session)
    context = build_contexte_session(
        request,
        membre,
        session,
        "presence_list",
        tableau=tableau,
        today=now.date(),
        ouvertes=[demi_journee.pk for demi_journee in tableau.demi_journees if is_ouverte(demi_journee, now)],
    )
    return render(request, "formation/presence_list.html", context)
