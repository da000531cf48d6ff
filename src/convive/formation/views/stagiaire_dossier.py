"""The dossier ressource of a trainee: what it holds today, and how to take it away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.public import without_trace
from convive.formation.exports.dossier import FORMATS_DOSSIER
from convive.formation.selectors.dossier import read_dossier
from convive.formation.views.acces_stagiaire import build_contexte_stagiaire, get_inscription_or_404


@require_safe
@without_trace
def stagiaire_dossier(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    context = build_contexte_stagiaire(
        cle,
        inscription,
        "stagiaire_dossier",
        dossier=read_dossier(inscription, timezone.now()),
        formats=FORMATS_DOSSIER.items(),
    )
    return render(request, "formation/stagiaire_dossier.html", context)
