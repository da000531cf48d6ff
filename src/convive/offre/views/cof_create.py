"""Add a convention d’objectifs et de financement."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.cof import create_cof
from convive.offre.forms.cof import CofForm
from convive.offre.permissions import can_update_services
from convive.offre.selectors.equipement import list_choix_services
from convive.offre.views.acces import PAGE_COFS, build_contexte_offre


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def cof_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    data, service = request.POST if request.method == "POST" else None, request.GET.get("service", "")
    form = CofForm(data, services=list_choix_services(membre), service=service)
    if form.is_valid():
        create_cof(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
        messages.success(request, "Convention ajoutée.")
        return redirect("offre:cof_list", espace_uuid)
    return render(request, "offre/cof_create.html", build_contexte_offre(request, membre, PAGE_COFS, form=form))
