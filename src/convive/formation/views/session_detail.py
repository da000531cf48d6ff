"""A session: where it is in its life, what to do now, its dates, its place, who comes."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.memoire import open_memoire
from convive.formation.permissions import can_animer, can_organiser
from convive.formation.rules.formation import EtatSession, format_heures
from convive.formation.rules.vie_session import build_maintenant, get_phase, hide_gestes, list_pas
from convive.formation.selectors.convocation import list_annulations_refusees
from convive.formation.selectors.ecarts_session import PAGE_MEMOIRE, get_ecarts
from convive.formation.selectors.preparation import list_phases
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session


@login_required
@require_safe
def session_detail(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid)
    lue = read_session(session, timezone.localdate())
    ouvert = not membre.espace.is_expire
    is_annulee = session.etat == EtatSession.ANNULEE
    phases = hide_gestes(
        [] if is_annulee else list_phases(lue),
        can_organiser=ouvert and can_organiser(membre),
        can_animer=ouvert and can_animer(membre),
    )
    phase = get_phase(is_commencee=lue.is_commencee, is_passee=lue.is_passee)
    context = build_contexte_session(
        request,
        membre,
        session,
        "session_detail",
        lue=lue,
        phases=phases,
        phase=phase,
        pas=list_pas(session.etat, session.date_debut, session.date_fin, lue.today),
        maintenant=build_maintenant(phases, phase) if lue.is_ouverte and can_animer(membre) else None,
        duree=format_heures(lue.minutes),
        non_prevenues=list_annulations_refusees(session) if is_annulee and can_organiser(membre) else [],
    )
    memoire = open_memoire(membre, timezone.now(), PAGE_MEMOIRE)
    context["ecarts"] = get_ecarts(lue, memoire)
    memoire.save()
    return render(request, "formation/session_detail.html", context)
