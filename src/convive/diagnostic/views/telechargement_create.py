"""Bring the official files in the background, and see what the last time did."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.comptes.requetes import get_compte
from convive.diagnostic.exports.telechargement import TRAVAIL_SOURCES, list_sources_telechargeables
from convive.diagnostic.forms.telechargement import TelechargementForm
from convive.diagnostic.permissions import can_fetch_sources
from convive.documents.actions.travail import submit_travail
from convive.documents.objets import get_url_travail
from convive.documents.refus import TravailRefuse
from convive.donnees.telechargement.rapport import get_rapport


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def telechargement_create(request: HttpRequest) -> HttpResponse:
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
            return redirect(get_url_travail(travail))
        except TravailRefuse as refus:
            form.add_error(None, str(refus))
    context = {"form": form, "depot": settings.DEPOT_DIR, "rapport": get_rapport(settings.DEPOT_DIR)}
    return render(request, "diagnostic/telechargement_create.html", context)
