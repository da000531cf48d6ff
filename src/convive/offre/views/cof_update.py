"""Change a convention d’objectifs et de financement."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.cof import update_cof
from convive.offre.forms.cof import CofForm
from convive.offre.permissions import can_update_services
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.equipement import list_choix_services
from convive.offre.views.acces import PAGE_COFS, build_contexte_offre, get_cof_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def cof_update(request: HttpRequest, espace_uuid: UUID, cof_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    cof = get_cof_or_404(membre, cof_uuid)
    data = request.POST if request.method == "POST" else None
    form = CofForm(data, services=list_choix_services(membre), cof=cof)
    if form.is_valid():
        try:
            update_cof(by=membre.compte, cof=cof, saisie=form.get_saisie())
        except OffreRefusee as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, "Convention enregistrée.")
            return redirect("offre:cof_list", espace_uuid)
    context = build_contexte_offre(request, membre, PAGE_COFS, form=form, cof=cof)
    return render(request, "offre/cof_update.html", context)
