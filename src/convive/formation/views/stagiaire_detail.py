"""What a trainee finds at her personal address: when, where, with whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.public import without_trace
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404


@require_safe
@without_trace
def stagiaire_detail(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    context = build_contexte_stagiaire(
        cle,
        inscription,
        "stagiaire_detail",
        demi_journees=inscription.session.demi_journees.all(),
        intervenants=inscription.session.intervenants.all(),
    )
    return render(request, "formation/stagiaire_detail.html", context)
