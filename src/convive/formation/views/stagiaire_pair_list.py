"""Who offers to help, what one offers, one’s own settings: for a trainee, at her personal address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.views.public import without_trace
from convive.formation.views.acces_pairs import get_visite_stagiaire
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404
from convive.formation.views.entre_pairs import answer_annuaire


# The key in the address is the only authority, as on every page of a trainee.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def stagiaire_pair_list(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    suite = answer_annuaire(request, get_visite_stagiaire(cle, inscription))
    if isinstance(suite, str):
        return redirect(suite)
    context = build_contexte_stagiaire(cle, inscription, "stagiaire_question_list", **suite)
    return render(request, "formation/stagiaire_pair_list.html", context)
