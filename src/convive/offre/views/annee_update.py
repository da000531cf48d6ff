"""What a service did in a year, and who supported it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.annee import update_annee
from convive.offre.forms.annee import AnneeForm
from convive.offre.permissions import can_update_services
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.equipement import get_annee
from convive.offre.views.acces import PAGE, build_contexte_offre, get_service_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def annee_update(request: HttpRequest, espace_uuid: UUID, service_uuid: UUID, annee: int) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    service = get_service_or_404(membre, service_uuid)
    lue, organisations = get_annee(service, annee), list_choix_organisations(membre)
    data = request.POST if request.method == "POST" else None
    form = AnneeForm(data, annee=lue, organisations=organisations)
    if form.is_valid():
        try:
            update_annee(by=membre.compte, service=service, annee=annee, saisie=form.get_saisie())
        except OffreRefusee as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, f"Année {annee} enregistrée.")
            return redirect("offre:service_detail", espace_uuid, service_uuid)
    context = build_contexte_offre(request, membre, PAGE, service=service, form=form, annee=annee)
    context |= {"annee_avant": annee - 1, "annee_apres": annee + 1}
    return render(request, "offre/annee_update.html", context)
