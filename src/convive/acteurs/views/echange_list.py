"""All that was said with the actors, in order of time."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.acteurs.forms.echange import FiltresEchangesForm
from convive.acteurs.lecture import build_echanges
from convive.acteurs.permissions import can_create_echange, can_list_echanges_acteurs
from convive.acteurs.selectors.echange import list_echanges
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.echange_acces import PAGE_ECHANGES, get_fiche_demandee
from convive.acteurs.views.pagination import build_requete
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def echange_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_echanges_acteurs)
    organisation, personne = get_fiche_demandee(request, membre)
    form = FiltresEchangesForm(request.GET, auto_id="filtre_%s")
    criteres = form.get_criteres()
    page = list_echanges(membre, criteres, request.GET.get("page", ""))
    context = build_contexte_acteurs(request, membre, PAGE_ECHANGES, form=form, liste=page)
    context["lus"] = build_echanges(membre, page)
    context |= {
        "is_sans_lettres": criteres.is_sans_lettres,
        "is_filtree": not criteres.is_vide,
        "requete": build_requete(request),
    }
    context |= {"organisation": organisation, "personne": personne}
    context["peut_noter"] = can_create_echange(membre) and not membre.espace.is_expire
    return render(request, "acteurs/echange_list.html", context)
