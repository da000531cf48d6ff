"""One indicator of a périmètre: its years, its comparisons, how it is made and where it comes from."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from convive.diagnostic.exports.indicateur_page import build_page
from convive.diagnostic.permissions import can_update_constats, can_update_indicateurs
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.seuils import LigneSeuil, get_seuil
from convive.diagnostic.views.lieu import PAGE, Lieu, get_url_constat, with_lieu
from convive.espaces.models import Membre


def get_fiche_or_404(identifiant: str) -> Fiche:
    fiche = get_coeur().by_identifiant.get(identifiant)
    if fiche is None:
        raise Http404(f"Aucun indicateur ne s’appelle « {identifiant} ».")
    return fiche


@with_lieu
def indicateur_detail(request: HttpRequest, lieu: Lieu, indicateur: str) -> HttpResponse:
    fiche = get_fiche_or_404(indicateur)
    page = build_page(lieu.perimetre, fiche, timezone.localdate())
    context = lieu.build_contexte(request, PAGE, page=page, fiche=fiche, url_jumeaux=lieu.get_url("jumeau_list"))
    context["url_carte"] = lieu.get_url("indicateur_carte", indicateur=indicateur)
    if lieu.membre is not None:
        context |= _build_suites(lieu.membre, fiche)
    return render(request, "diagnostic/indicateur_detail.html", context)


def _build_suites(membre: Membre, fiche: Fiche) -> dict[str, Any]:
    """What a member may do from a figure: watch it, make a constat of it."""
    cle = {"espace_uuid": membre.espace_id}
    watched = get_seuil(membre.espace, fiche.identifiant)
    suites: dict[str, Any] = {}
    if watched is not None and watched.seuil is not None:
        suites["seuil"] = LigneSeuil(watched, fiche, None).texte
    if not membre.espace.is_expire and can_update_indicateurs(membre):
        suites["url_seuil"] = reverse("diagnostic:seuil_update", kwargs=cle | {"indicateur": fiche.identifiant})
    if not membre.espace.is_expire and can_update_constats(membre):
        suites["url_constat"] = get_url_constat(membre, fiche.identifiant)
    return suites
