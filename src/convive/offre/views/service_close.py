"""Archive a service, bring it back, or say that its line is still right."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.equipement import close_service, reopen_service, validate_service
from convive.offre.permissions import can_update_services
from convive.offre.views.acces import PAGE, build_contexte_offre, get_service_or_404

GESTES = {
    "archiver": (close_service, "Service archivé. Il se retrouve avec le filtre « Archivés »."),
    "retablir": (reopen_service, "Service rétabli."),
    "verifier": (validate_service, "Fiche vérifiée aujourd’hui."),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def service_close(request: HttpRequest, espace_uuid: UUID, service_uuid: UUID) -> HttpResponse:
    """The page asks before it archives; the two other gestures are the same address, from the service."""
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    service = get_service_or_404(membre, service_uuid)
    if request.method == "POST":
        geste, phrase = GESTES.get(request.POST.get("geste", ""), GESTES["archiver"])
        geste(by=membre.compte, service=service)
        messages.success(request, phrase)
        return redirect("offre:service_detail", espace_uuid, service_uuid)
    return render(request, "offre/service_close.html", build_contexte_offre(request, membre, PAGE, service=service))
