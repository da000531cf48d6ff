"""What a trainee finds at her personal address: what she has to do now, when, where, with whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.public import without_trace
from convive.formation.rules.formation import format_heures
from convive.formation.selectors.preparation import list_a_faire
from convive.formation.selectors.preparation.stagiaire import VisiteStagiaire
from convive.formation.selectors.session_lue import read_session
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404


@require_safe
@without_trace
def stagiaire_detail(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    today = timezone.localdate()
    lue = read_session(inscription.session, today)
    a_faire = list_a_faire(VisiteStagiaire(cle, inscription, lue, today))
    context = build_contexte_stagiaire(
        cle,
        inscription,
        "stagiaire_detail",
        lue=lue,
        duree=format_heures(lue.minutes),
        a_faire=[ligne for ligne in a_faire if not ligne.is_faite],
        faites=[ligne for ligne in a_faire if ligne.is_faite],
        objectifs=inscription.session.programme.objectifs.all(),
    )
    return render(request, "formation/stagiaire_detail.html", context)
