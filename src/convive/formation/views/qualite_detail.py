"""The quality of a training body: its sessions, its indicators, its registers, and what waits in each."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.memoire import open_memoire
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.formation.permissions import can_lire_formation
from convive.formation.rules.questionnaires import SEUIL_PERSONNES
from convive.formation.selectors.ecarts_session import PAGE_MEMOIRE, list_audits, list_sessions_auditees
from convive.formation.selectors.lecture_qualiopi import LectureQualiopi
from convive.formation.selectors.qualiopi import read_audit
from convive.formation.selectors.registres import read_etats
from convive.formation.selectors.resultats import add_resultats, read_resultats
from convive.formation.views.audit import build_contexte_audit, submit_dossier
from convive.formation.views.registres import REGISTRES, Registre, build_contexte_qualite, get_url_registre

MAX_SESSIONS = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def qualite_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_lire_formation)
    if request.method == "POST":
        return submit_dossier(request, membre, None)
    today = timezone.localdate()
    lecture = LectureQualiopi(membre.espace, list_sessions_auditees(membre.espace, today), today)
    audit = read_audit(membre.espace, None, today, lecture)
    context = build_contexte_qualite(
        request, membre, "", registres=_list_registres(membre, lecture), **build_contexte_audit(membre, audit, None)
    )
    memoire = open_memoire(membre, timezone.now(), PAGE_MEMOIRE)
    context["sessions"] = list_audits(lecture, memoire, MAX_SESSIONS)
    chiffres = memoire.get("resultats", lambda: read_resultats(lecture))
    memoire.save()
    context["resultats"] = [(row, chiffres[row.pk]) for row in lecture.sessions if row.pk in chiffres]
    context |= {"totaux": add_resultats(chiffres.values()), "jour": today, "seuil": SEUIL_PERSONNES}
    return render(request, "formation/qualite_detail.html", context)


def _list_registres(membre: Membre, lecture: LectureQualiopi) -> list[tuple[Registre, str, int, int]]:
    """Those that this place reads: where each one is, its lines, how many wait."""
    rows = []
    for row in REGISTRES:
        if row.is_lu(membre):
            lues = read_etats(lecture.list_registre(row.modele), lecture.reglages, lecture.today)
            rows.append((row, get_url_registre(membre, row), len(lues), sum(lue.etat.is_attendu for lue in lues)))
    return rows
