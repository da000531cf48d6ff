"""Change a service; what someone else changed meanwhile is joined, or compared."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon
from convive.offre.actions.equipement import update_service
from convive.offre.permissions import can_update_services
from convive.offre.rules.offre import OffreRefusee
from convive.offre.views.acces import PAGE, build_contexte_offre, build_form_service, get_service_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def service_update(request: HttpRequest, espace_uuid: UUID, service_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    service = get_service_or_404(membre, service_uuid)
    form, enregistres = build_form_service(request, membre, service), []
    brouillon = build_cle_brouillon(membre.compte, "service", service_uuid)
    if form.is_valid():
        try:
            update_service(by=membre.compte, service=service, saisie=form.get_saisie())
        except OffreRefusee as error:
            form.add_error(None, list(error.messages))
        except FicheEnConflit as conflit:
            form.explain_conflit(conflit)
            enregistres = form.list_enregistres(conflit)
        else:
            messages.success(request, "Service enregistré.", extra_tags=brouillon)
            return redirect("offre:service_detail", espace_uuid, service_uuid)
    context = build_contexte_offre(request, membre, PAGE, service=service, form=form, brouillon=brouillon)
    return render(request, "offre/service_update.html", context | {"enregistres": enregistres})
