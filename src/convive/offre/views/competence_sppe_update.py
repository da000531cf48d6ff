"""Say, for several communes at once, who exercises which competences of the service public de la petite enfance."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.selectors.organisation import list_choix_organisations
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.actions.sppe import update_competences
from convive.offre.forms.sppe import CompetencesForm
from convive.offre.permissions import can_update_services
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.sppe import list_communes_sppe
from convive.offre.views.acces import PAGE_SPPE, build_contexte_offre
from convive.socle.formats import nombre_accorde


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def competence_sppe_update(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    depart: dict[str, Any] = {
        champ: request.GET.getlist(champ) for champ in ("communes", "competences") if champ in request.GET
    }
    form = CompetencesForm(
        request.POST if request.method == "POST" else None,
        membre=membre,
        communes=list_communes_sppe(membre),
        organisations=list_choix_organisations(membre),
        initial=depart,
    )
    if form.is_valid():
        try:
            changed = update_competences(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
        except OffreRefusee as error:
            form.add_error("organisation", list(error.messages))
        else:
            messages.success(request, f"{nombre_accorde(changed, 'case changée', 'cases changées')} dans le tableau.")
            return redirect("offre:competence_sppe_list", espace_uuid)
    context = build_contexte_offre(request, membre, PAGE_SPPE, form=form)
    return render(request, "offre/competence_sppe_update.html", context)
