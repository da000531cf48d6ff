"""Put a parole in the bin."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.corbeille import delete_fiche
from convive.diagnostic.permissions import can_update_paroles
from convive.diagnostic.selectors.parole import list_constats_parole
from convive.diagnostic.views.fiche_acces import PAGE_PAROLES, build_contexte_paroles, get_parole_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def parole_delete(request: HttpRequest, espace_uuid: UUID, parole_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_paroles)
    parole = get_parole_or_404(membre, parole_uuid)
    if request.method == "POST":
        delete_fiche(by=membre.compte, fiche=parole)
        messages.success(request, "La parole est dans la corbeille du diagnostic.")
        return redirect(PAGE_PAROLES, espace_uuid)
    context = build_contexte_paroles(request, membre, parole=parole, constats=list_constats_parole(membre, parole))
    return render(request, "diagnostic/parole_delete.html", context)
