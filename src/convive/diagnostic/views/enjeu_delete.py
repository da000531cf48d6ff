"""Put an enjeu in the bin."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.corbeille import delete_fiche
from convive.diagnostic.permissions import can_update_enjeux
from convive.diagnostic.views.enjeu_acces import PAGE_ENJEUX, build_contexte_enjeux, get_enjeu_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def enjeu_delete(request: HttpRequest, espace_uuid: UUID, enjeu_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_enjeux)
    enjeu = get_enjeu_or_404(membre, enjeu_uuid)
    if request.method == "POST":
        delete_fiche(by=membre.compte, fiche=enjeu)
        messages.success(request, "L’enjeu est dans la corbeille du diagnostic.")
        return redirect(PAGE_ENJEUX, espace_uuid)
    context = build_contexte_enjeux(request, membre, PAGE_ENJEUX, enjeu=enjeu)
    return render(request, "diagnostic/enjeu_delete.html", context)
