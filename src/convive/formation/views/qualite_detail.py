"""The quality of a training body: its indicators, its sessions, its registers, and what waits in each."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.formation.permissions import can_lire_formation
from convive.formation.rules.questionnaires import SEUIL_PERSONNES
from convive.formation.selectors.qualiopi import read_audit
from convive.formation.selectors.references import Reglages
from convive.formation.selectors.registres import list_lignes
from convive.formation.selectors.resultats import add_resultats, list_resultats
from convive.formation.selectors.session import list_sessions
from convive.formation.views.audit import build_contexte_audit, submit_dossier
from convive.formation.views.registres import REGISTRES, build_contexte_qualite, get_url_registre

MAX_SESSIONS = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def qualite_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_lire_formation)
    if request.method == "POST":
        return submit_dossier(request, membre, None)
    today = timezone.localdate()
    reglages = Reglages(membre.espace)
    lus = [(row, list_lignes(row.modele, reglages, today)) for row in REGISTRES if row.is_lu(membre)]
    registres = [
        (row, get_url_registre(membre, row), len(lues), sum(lue.etat.is_attendu for lue in lues)) for row, lues in lus
    ]
    audit = read_audit(membre.espace, None, today)
    context = build_contexte_qualite(
        request, membre, "", registres=registres, **build_contexte_audit(membre, audit, None)
    )
    resultats = list_resultats(membre.espace, today)
    context |= {"resultats": resultats, "totaux": add_resultats(resultats), "jour": today, "seuil": SEUIL_PERSONNES}
    context["sessions"] = list_sessions(membre)[:MAX_SESSIONS]
    return render(request, "formation/qualite_detail.html", context)
