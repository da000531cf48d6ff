"""The organisations of an espace: search, filters, pages."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.acteurs.forms.organisation import FiltresOrganisationsForm
from convive.acteurs.permissions import can_get_coordonnees, can_get_position, can_list_acteurs
from convive.acteurs.selectors.organisation import get_noms_communes_espace, list_organisations
from convive.acteurs.views.acces import PAGE, build_contexte_acteurs
from convive.acteurs.views.pagination import build_requete
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def organisation_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    communes = get_noms_communes_espace(membre)
    form = FiltresOrganisationsForm(request.GET, thematiques=list_choix_thematiques(membre), communes=communes)
    criteres = form.get_criteres()
    page, lignes = list_organisations(membre, criteres, request.GET.get("page", ""), communes)
    context = build_contexte_acteurs(request, membre, PAGE, form=form, liste=page, lignes=lignes)
    context |= {"is_filtree": not criteres.is_vide, "requete": build_requete(request)}
    context["voit_coordonnees"] = can_get_coordonnees(membre) and not criteres.is_archivees
    context["voit_position"] = can_get_position(membre)
    return render(request, "acteurs/organisation_list.html", context)
