"""Change an organisation; what someone else changed meanwhile is joined, or compared."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.organisation import update_organisation
from convive.acteurs.forms.organisation import OrganisationForm
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.organisation import get_noms_communes, get_noms_communes_espace
from convive.acteurs.views.acces import PAGE, build_contexte_acteurs, get_organisation_or_404
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.views.acces import get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon, keep_saisie


@keep_saisie("organisation")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_update(request: HttpRequest, espace_uuid: UUID, organisation_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    organisation = get_organisation_or_404(membre, organisation_uuid)
    data = request.POST if request.method == "POST" else None
    codes = [*organisation.communes, organisation.code_commune]
    communes = get_noms_communes(codes, get_noms_communes_espace(membre))
    form = OrganisationForm(data, membre=membre, communes=communes, organisation=organisation)
    brouillon, enregistres = build_cle_brouillon(membre.compte, "organisation", organisation_uuid), []
    if form.is_valid():
        try:
            update_organisation(by=membre.compte, organisation=organisation, saisie=form.get_saisie())
        except ActeurRefuse as error:
            form.add_error("siret", list(error.messages))
        except FicheEnConflit as conflit:
            form.explain_conflit(conflit)
            enregistres = form.list_enregistres(conflit)
        else:
            messages.success(request, "Fiche enregistrée.", extra_tags=brouillon)
            return redirect("acteurs:organisation_detail", espace_uuid, organisation_uuid)
    context = build_contexte_acteurs(request, membre, PAGE, organisation=organisation, form=form, brouillon=brouillon)
    return render(request, "acteurs/organisation_update.html", {**context, "enregistres": enregistres})
