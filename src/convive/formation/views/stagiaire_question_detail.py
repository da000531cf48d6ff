"""A question between peers and its answers: for a trainee, at her personal address."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from convive.espaces.views.public import without_trace
from convive.formation.views.acces_pairs import get_visite_stagiaire
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404
from convive.formation.views.question_pair import answer_question


# The key in the address is the only authority, as on every page of a trainee.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@without_trace
def stagiaire_question_detail(request: HttpRequest, cle: str, question_uuid: UUID) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    suite = answer_question(request, get_visite_stagiaire(cle, inscription), question_uuid)
    if isinstance(suite, str):
        return redirect(suite)
    context = build_contexte_stagiaire(cle, inscription, "stagiaire_question_list", **suite)
    return render(request, "formation/stagiaire_question_detail.html", context)
