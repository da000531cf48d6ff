"""Add a service to the inventory."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.offre.actions.equipement import create_service
from convive.offre.permissions import can_update_services
from convive.offre.rules.offre import OffreRefusee
from convive.offre.views.acces import PAGE, build_contexte_offre, build_form_service


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def service_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    form = build_form_service(request, membre)
    brouillon = build_cle_brouillon(membre.compte, "nouveau-service", espace_uuid)
    if form.is_valid():
        try:
            service = create_service(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
        except OffreRefusee as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, "Service ajouté.", extra_tags=brouillon)
            return redirect("offre:service_detail", espace_uuid, service.pk)
    context = build_contexte_offre(request, membre, PAGE, form=form, brouillon=brouillon)
    return render(request, "offre/service_create.html", context)
