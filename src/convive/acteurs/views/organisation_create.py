"""Add an organisation; one that looks like it is shown first."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.organisation import create_organisation
from convive.acteurs.forms.organisation import OrganisationForm
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.selectors.doublon import list_organisations_proches
from convive.acteurs.selectors.organisation import get_noms_communes_espace
from convive.acteurs.views.acces import PAGE, build_contexte_acteurs
from convive.espaces.views.acces import get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon, keep_saisie


@keep_saisie("organisation")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    depart = {"type": request.GET.get("type", ""), "thematiques": request.GET.getlist("thematique")}
    data, communes = request.POST if request.method == "POST" else None, get_noms_communes_espace(membre)
    form = OrganisationForm(data, membre=membre, communes=communes, initial=depart)
    brouillon, proches = build_cle_brouillon(membre.compte, "nouvelle-organisation", espace_uuid), []
    if form.is_valid():
        if "quand_meme" not in request.POST:
            proches = list_organisations_proches(membre, form.get_saisie().valeurs)
        try:
            if not proches:
                organisation = create_organisation(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
                messages.success(request, "Organisation ajoutée.", extra_tags=brouillon)
                return redirect("acteurs:organisation_detail", espace_uuid, organisation.pk)
        except ActeurRefuse as error:
            form.add_error("siret", list(error.messages))
    context = build_contexte_acteurs(request, membre, PAGE, form=form, brouillon=brouillon, proches=proches)
    return render(request, "acteurs/organisation_create.html", context)
