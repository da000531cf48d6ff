"""Where every figure comes from, and what is not loaded yet."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from convive.comptes.requetes import get_compte
from convive.diagnostic.exports.page import build_sources
from convive.diagnostic.exports.telechargement import TRAVAIL_SOURCES, list_sources_telechargeables
from convive.diagnostic.forms.telechargement import TelechargementForm
from convive.diagnostic.permissions import can_fetch_sources
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.documents.actions.travail import submit_travail
from convive.documents.refus import TravailRefuse
from convive.donnees.sources.registre import list_non_lus
from convive.donnees.telechargement.rapport import get_rapport


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    catalogue = get_catalogue()
    compte = request.user
    can_fetch = compte.is_authenticated and can_fetch_sources(compte)
    context = {
        "sources": build_sources(),
        "parametres": catalogue.parametres,
        "indicateurs": catalogue.indicateurs,
        "rapport": get_rapport(settings.DEPOT_DIR),
        "peut_telecharger": can_fetch,
        # The names of what someone has put there are theirs.
        "non_lus": list_non_lus(settings.DEPOT_DIR).get(None, []) if can_fetch else [],
    }
    return render(request, "diagnostic/source_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def telechargement_create(request: HttpRequest) -> HttpResponse:
    """Bring the official files in the background, and see what the last time did."""
    compte = get_compte(request)
    if not can_fetch_sources(compte):
        raise PermissionDenied("Le téléchargement des sources est pour la personne qui administre l’installation.")
    form = TelechargementForm(
        request.POST if request.method == "POST" else None, sources=list_sources_telechargeables()
    )
    if request.method == "POST" and settings.DEPOT_DIR is not None and form.is_valid():
        try:
            travail = submit_travail(
                by=compte, type_travail=TRAVAIL_SOURCES, arguments={"sources": form.cleaned_data["sources"]}
            )
            return redirect(travail.get_absolute_url())
        except TravailRefuse as refus:
            form.add_error(None, str(refus))
    context = {"form": form, "depot": settings.DEPOT_DIR, "rapport": get_rapport(settings.DEPOT_DIR)}
    return render(request, "diagnostic/telechargement_create.html", context)


urls = [
    path("sources/", source_list, name="source_list"),
    path("sources/telecharger/", telechargement_create, name="telechargement_create"),
]
