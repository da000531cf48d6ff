"""The board of a workshop, for who leads it: the clock, the groups, what is written."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.comptes.models import Compte
from convive.espaces.views.acces import explain_expire
from convive.formation.actions import atelier as actions
from convive.formation.models import Atelier
from convive.formation.refus import FormationRefusee
from convive.formation.rules.ateliers import MAX_REGLAGE, MIN_REGLAGE, SorteAtelier
from convive.formation.selectors.ateliers import read_tableau
from convive.formation.selectors.ateliers_contenus import get_grille_lecture
from convive.formation.selectors.lecture import read_salle
from convive.formation.views.acces_atelier import build_contexte_atelier, get_atelier_or_404
from convive.socle.requetes import is_fragment

GESTES: dict[str, Callable[[Compte, Atelier], object]] = {
    "ouvrir": lambda by, row: actions.open_atelier(by=by, atelier=row, now=timezone.now()),
    "demarrer": lambda by, row: actions.update_chrono(by=by, atelier=row, en_marche=True, now=timezone.now()),
    "arreter": lambda by, row: actions.update_chrono(by=by, atelier=row, en_marche=False, now=timezone.now()),
    "remettre": lambda by, row: actions.delete_chrono(by=by, atelier=row),
    "retour": lambda by, row: actions.open_retour(by=by, atelier=row, now=timezone.now()),
    "cacher": lambda by, row: actions.close_retour(by=by, atelier=row),
    "clore": lambda by, row: actions.close_atelier(by=by, atelier=row, now=timezone.now()),
    "rouvrir": lambda by, row: actions.reopen_atelier(by=by, atelier=row),
    "supprimer": lambda by, row: actions.delete_atelier(by=by, atelier=row),
}
PAS_UN_NOMBRE = 0
"""Refused, with the words of the action."""

# What is laid on the tables, for each kind of workshop: a key of the registry of documents.
PAPIERS = {
    SorteAtelier.JEU: "cartes_roles",
    SorteAtelier.CAS: "cas_papier",
    SorteAtelier.OUTIL: "outil_vierge",
    SorteAtelier.LECTURE: "lecture_papier",
}
FORMATS = ("pdf", "docx", "odt")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def atelier_detail(request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, atelier_uuid: UUID) -> HttpResponse:
    membre, atelier = get_atelier_or_404(request, espace_uuid, session_uuid, atelier_uuid)
    if request.method == "POST":
        if _apply(request, membre.compte, atelier):
            return redirect("formation:atelier_list", espace_uuid, session_uuid)
        return redirect(request.path)
    context = build_contexte_atelier(
        request,
        membre,
        atelier,
        tableau=read_tableau(atelier, timezone.now()),
        salle=read_salle(atelier) if atelier.sorte == SorteAtelier.LECTURE else (),
        echelle=get_grille_lecture().echelle,
        papier=PAPIERS[SorteAtelier(atelier.sorte)],
        formats=FORMATS,
        bornes=(MIN_REGLAGE, MAX_REGLAGE),
    )
    name = "formation/atelier_detail.html"
    return render(request, f"{name}#avancement" if is_fragment(request) else name, context)


def _apply(request: HttpRequest, by: Compte, atelier: Atelier) -> bool:
    """Whether the workshop is gone."""
    geste = request.POST.get("geste", "")
    try:
        if geste == "minutes":
            minutes = request.POST.get("minutes", "")
            actions.update_minutes(
                by=by, atelier=atelier, minutes=int(minutes) if minutes.isdecimal() else PAS_UN_NOMBRE
            )
        elif geste in GESTES:
            GESTES[geste](by, atelier)
    except FormationRefusee as refus:
        messages.error(request, str(refus))
        return False
    return geste == "supprimer"
