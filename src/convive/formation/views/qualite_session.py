"""The proofs of one session, indicator by indicator, and what is missing."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.selectors.ecarts_session import read_ecarts
from convive.formation.selectors.lecture_qualiopi import LectureQualiopi
from convive.formation.selectors.qualiopi import read_audit
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.audit import build_contexte_audit, submit_dossier
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def qualite_session(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid)
    if request.method == "POST":
        return submit_dossier(request, membre, session)
    lecture = LectureQualiopi(membre.espace, [session], timezone.localdate())
    audit = read_audit(membre.espace, session, lecture.today, lecture)
    context = build_contexte_session(
        request, membre, session, "qualite_session", **build_contexte_audit(membre, audit, session)
    )
    context["ecarts"] = read_ecarts(lecture, session)
    return render(request, "formation/qualite_session.html", context)
