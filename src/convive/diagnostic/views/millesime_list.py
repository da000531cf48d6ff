"""The vintages of the sources, and what came since the espace noted them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.indicateur import record_releve
from convive.diagnostic.exports.propres import build_sources
from convive.diagnostic.permissions import can_list_indicateurs, can_update_indicateurs
from convive.diagnostic.selectors.propres import get_etat_millesimes
from convive.diagnostic.views.propre_acces import build_contexte_propres
from convive.espaces.views.acces import explain_expire, get_membre_or_404

PAGE_MILLESIMES = "diagnostic:millesime_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def millesime_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    is_permis = can_update_indicateurs if request.method == "POST" else can_list_indicateurs
    membre = get_membre_or_404(request, espace_uuid, is_permis)
    if request.method == "POST":
        record_releve(by=membre.compte, espace=membre.espace)
        messages.success(request, "Millésimes notés. Les prochains s’annonceront sur l’accueil de l’espace.")
        return redirect(PAGE_MILLESIMES, espace_uuid)
    etat = get_etat_millesimes(membre.espace)
    context = build_contexte_propres(request, membre, PAGE_MILLESIMES, etat=etat, sources=build_sources(etat))
    return render(request, "diagnostic/millesime_list.html", context)
