"""The portrait of any périmètre, on screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.page import build_page
from convive.diagnostic.views.perimetre import get_perimetre_or_404


@require_safe
def portrait_detail(request: HttpRequest, reference: str) -> HttpResponse:
    perimetre = get_perimetre_or_404(reference)
    if perimetre.reference != reference:
        # A former code leads to the commune of today: one address by territory.
        return redirect("diagnostic:portrait_detail", perimetre.reference)
    page = build_page(
        perimetre,
        carte=request.GET.get("carte", ""),
        commune=request.GET.get("commune", ""),
        tri=request.GET.get("tri", ""),
        lignes_demandees=request.GET.get("lignes", ""),
        quartiers=request.GET.get("quartiers", ""),
    )
    return render(request, "diagnostic/portrait_detail.html", {"page": page})
