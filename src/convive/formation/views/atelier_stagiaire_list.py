"""The workshops that a trainee may open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.public import without_trace
from convive.formation.selectors.atelier_stagiaire import list_ateliers_ouverts
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404


@require_safe
@without_trace
def atelier_stagiaire_list(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    ateliers = list_ateliers_ouverts(inscription)
    context = build_contexte_stagiaire(cle, inscription, "atelier_stagiaire_list", ateliers=ateliers)
    return render(request, "formation/atelier_stagiaire_list.html", context)
