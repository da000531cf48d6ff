"""A session: its dates, its place, who comes, and what is left to do, each line one click away."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.formation.preparation import preparation
from convive.formation.rules.formation import format_heures
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_safe
def session_detail(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid)
    lue = read_session(session, timezone.localdate())
    phases = preparation.list_phases(lue)
    context = build_contexte_session(
        request,
        membre,
        session,
        "session_detail",
        lue=lue,
        phases=phases,
        restes=sum(etape.is_a_faire for phase in phases for etape in phase.etapes),
        duree=format_heures(lue.minutes),
    )
    return render(request, "formation/session_detail.html", context)
