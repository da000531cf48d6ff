"""One indicator commune by commune: the map, its sheets to print, and the communes in order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from convive.diagnostic.exports.indicateur_carte import build_page
from convive.diagnostic.views.indicateur_detail import get_fiche_or_404
from convive.diagnostic.views.lieu import PAGE, Lieu, with_lieu

FORMATS_CARTE = {"pdf": "PDF, A3", "png": "Image PNG, A3", "svg": "Dessin SVG, A3"}


def parse_annee(texte: str) -> int | None:
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) == 4 else None


@with_lieu
def indicateur_carte(request: HttpRequest, lieu: Lieu, indicateur: str) -> HttpResponse:
    fiche = get_fiche_or_404(indicateur)
    page = build_page(lieu.perimetre, fiche, timezone.localdate(), parse_annee(request.GET.get("annee", "")))
    formats = [
        (libelle, f"{lieu.get_url('indicateur_carte_export', indicateur=indicateur, format=nom)}?annee={page.annee}")
        for nom, libelle in FORMATS_CARTE.items()
    ]
    context = lieu.build_contexte(
        request,
        PAGE,
        page=page,
        fiche=fiche,
        formats=formats,
        url_fiche=lieu.get_url("indicateur_detail", indicateur=indicateur),
        url_carte=lieu.get_url("indicateur_carte", indicateur=indicateur),
    )
    return render(request, "diagnostic/indicateur_carte.html", context)
