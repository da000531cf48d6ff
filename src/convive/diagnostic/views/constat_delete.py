"""Put a constat in the bin."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.corbeille import delete_fiche
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.views.fiche_acces import PAGE_CONSTATS, build_contexte_constats, get_constat_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def constat_delete(request: HttpRequest, espace_uuid: UUID, constat_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_constats)
    constat = get_constat_or_404(membre, constat_uuid)
    if request.method == "POST":
        delete_fiche(by=membre.compte, fiche=constat)
        messages.success(request, "Le constat est dans la corbeille du diagnostic.")
        return redirect(PAGE_CONSTATS, espace_uuid)
    context = build_contexte_constats(request, membre, PAGE_CONSTATS, constat=constat)
    return render(request, "diagnostic/constat_delete.html", context)
