"""One indicator of a périmètre: its years, its comparisons, how it is made and where it comes from."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from convive.diagnostic.exports.indicateur_page import build_page
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.views.lieu import PAGE, Lieu, with_lieu


def get_fiche_or_404(identifiant: str) -> Fiche:
    fiche = get_coeur().by_identifiant.get(identifiant)
    if fiche is None:
        raise Http404(f"Aucun indicateur ne s’appelle « {identifiant} ».")
    return fiche


@with_lieu
def indicateur_detail(request: HttpRequest, lieu: Lieu, indicateur: str) -> HttpResponse:
    fiche = get_fiche_or_404(indicateur)
    page = build_page(lieu.perimetre, fiche, timezone.localdate())
    context = lieu.build_contexte(request, PAGE, page=page, fiche=fiche, url_jumeaux=lieu.get_url("jumeau_list"))
    context["url_carte"] = lieu.get_url("indicateur_carte", indicateur=indicateur)
    return render(request, "diagnostic/indicateur_detail.html", context)
