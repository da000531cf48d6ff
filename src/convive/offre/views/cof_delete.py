"""Take away a convention that was written by mistake."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.cof import delete_cof
from convive.offre.permissions import can_update_services
from convive.offre.views.acces import PAGE_COFS, build_contexte_offre, get_cof_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def cof_delete(request: HttpRequest, espace_uuid: UUID, cof_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    cof = get_cof_or_404(membre, cof_uuid)
    if request.method == "POST":
        delete_cof(by=membre.compte, cof=cof)
        messages.success(request, "Convention retirée.")
        return redirect("offre:cof_list", espace_uuid)
    return render(request, "offre/cof_delete.html", build_contexte_offre(request, membre, PAGE_COFS, cof=cof))
