"""Convene the people of a session: who gets a message, and what it says."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire
from convive.formation.actions.convocation import submit_convocations
from convive.formation.actions.envoi import build_contexte_courriel
from convive.formation.models import Inscription
from convive.formation.permissions import can_organiser
from convive.formation.refus import FormationRefusee
from convive.formation.selectors.convocation import list_convocations
from convive.formation.selectors.preparation.session import list_etapes_cadre
from convive.formation.selectors.session_lue import SessionLue, read_session
from convive.formation.views.acces_formation import get_session_or_404
from convive.formation.views.pages_session import build_contexte_session
from convive.socle.formats import nombre_accorde

EXEMPLE = "une personne inscrite"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def session_convocation(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID) -> HttpResponse:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_organiser)
    if request.method == "POST":
        try:
            made = submit_convocations(by=membre.compte, session=session)
            if made:
                messages.success(request, f"{nombre_accorde(made, 'convocation part', 'convocations partent')}.")
            else:
                messages.info(request, "Tout le monde avait déjà la sienne\u00a0: rien n’est reparti.")
            return redirect(request.path)
        except FormationRefusee as refus:
            messages.warning(request, str(refus))
    lue = read_session(session, timezone.localdate())
    lignes = list_convocations(lue)
    premiere = next((ligne.inscription for ligne in lignes), None)
    context = build_contexte_session(
        request,
        membre,
        session,
        "session_convocation",
        lignes=lignes,
        a_envoyer=sum(ligne.is_a_envoyer for ligne in lignes),
        manques=[etape for etape in list_etapes_cadre(lue) if not etape.is_faite],
        exemple=premiere.nom if premiere else EXEMPLE,
        apercu=_render_apercu(premiere, lue),
    )
    return render(request, "formation/session_convocation.html", context)


def _render_apercu(inscription: Inscription | None, lue: SessionLue) -> str:
    """The message itself, but for the address, which is hers alone."""
    contexte = {
        **build_contexte_courriel(inscription or Inscription(nom="…"), lue),
        "adresse": "(l’adresse de sa page)",
    }
    return render_to_string("formation/_courriel_convocation.txt", contexte).strip()
