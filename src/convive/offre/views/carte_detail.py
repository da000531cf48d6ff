"""The map of services, with the same places in a table."""

import json
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.offre.forms.besoins import CarteForm
from convive.offre.permissions import can_list_services
from convive.offre.selectors.besoins import get_territoire, list_situes
from convive.offre.selectors.carte import build_carte
from convive.offre.views.acces import PAGE_CARTE, build_contexte_offre


@login_required
@require_safe
def carte_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_services)
    territoire = get_territoire(membre)
    tous, types = list_situes(membre, territoire)
    thematiques = list(dict.fromkeys(situe.thematique for situe in tous))
    form = CarteForm(request.GET, types=types, thematiques=sorted(thematiques))
    cle, thematique = form.get_criteres()
    situes = [s for s in tous if (not cle or s.type.cle == cle) and (not thematique or s.thematique == thematique)]
    context = build_contexte_offre(request, membre, PAGE_CARTE, form=form, situes=situes, nombre=len(tous))
    context["carte"] = json.dumps(build_carte(territoire, situes), ensure_ascii=False)
    context["is_filtree"] = bool(cle or thematique)
    return render(request, "offre/carte_detail.html", context)
