"""The services of an espace: search, filters, pages."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.acteurs.selectors.organisation import get_noms_communes_espace
from convive.acteurs.views.pagination import build_requete
from convive.espaces.selectors.note import list_choix_thematiques
from convive.espaces.views.acces import get_membre_or_404
from convive.offre.forms.equipement import FiltresServicesForm
from convive.offre.permissions import can_list_services
from convive.offre.selectors.catalogue import get_parametres, list_types
from convive.offre.selectors.equipement import get_bilan, list_services
from convive.offre.views.acces import PAGE, build_contexte_offre


@login_required
@require_safe
def service_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_services)
    today = timezone.localdate()
    parametres, types = get_parametres(today), list_types(membre.espace)
    communes = get_noms_communes_espace(membre)
    themes = list_choix_thematiques(membre)
    form = FiltresServicesForm(request.GET, types=types, thematiques=themes, communes=communes)
    criteres = form.get_criteres()
    page, lignes = list_services(
        membre,
        criteres,
        request.GET.get("page", ""),
        types=types,
        noms=communes,
        today=today,
        parametres=parametres,
    )
    context = build_contexte_offre(request, membre, PAGE, form=form, liste=page, lignes=lignes)
    context |= {"is_filtree": not criteres.is_vide, "requete": build_requete(request)}
    context |= {"bilan": get_bilan(membre, today, parametres), "parametres": parametres}
    return render(request, "offre/service_list.html", context)
