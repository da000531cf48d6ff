"""Needs versus offer: places for 100 children, services of each commune, distances to the nearest one."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.offre.forms.besoins import DistanceForm
from convive.offre.permissions import can_list_services
from convive.offre.selectors.besoins import (
    get_presence,
    get_territoire,
    list_couvertures,
    list_distances,
    list_situes,
)
from convive.offre.selectors.catalogue import get_types_usuels, get_zone_blanche
from convive.offre.views.acces import PAGE_BESOINS, build_contexte_offre

TYPE_DISTANCE = "multi_accueil"


@login_required
@require_safe
def besoin_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_services)
    territoire = get_territoire(membre)
    situes, types = list_situes(membre, territoire)
    usuel = TYPE_DISTANCE if TYPE_DISTANCE in types else next(iter(get_types_usuels()))
    form = DistanceForm(request.GET, types=types, usuel=usuel, km=get_zone_blanche(timezone.localdate()))
    cle, km = form.get_type(), form.get_km()
    concernes = [situe for situe in situes if situe.type.cle == cle]
    distances = list_distances(territoire, concernes)
    context = build_contexte_offre(request, membre, PAGE_BESOINS, form=form, territoire=territoire)
    context["couvertures"] = list_couvertures(territoire, situes)
    context["colonnes"], context["presence"] = get_presence(membre, territoire, situes)
    context |= {"distances": distances, "km": km, "type": types[cle], "nombre": len(concernes)}
    context["sans_lieu"] = [situe for situe in concernes if situe.point is None]
    context["loin"] = sum(ligne.km is not None and ligne.km > km for ligne in distances)
    context["sans_commune"] = sum(not situe.service.code_commune for situe in situes)
    return render(request, "offre/besoin_list.html", context)
