"""The path of another person, who shares it: where each step stands, and nothing to press."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.prise_poste.permissions import can_list_partages
from convive.prise_poste.selectors.parcours import read_prise
from convive.prise_poste.views.acces import get_prise_lue_or_404
from convive.prise_poste.views.sous_pages import build_contexte_poste


@login_required
@require_safe
def parcours_partage_detail(request: HttpRequest, espace_uuid: UUID, prise_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_partages)
    prise = get_prise_lue_or_404(membre, prise_uuid)
    parcours = read_prise(membre, prise, timezone.localdate())
    context = build_contexte_poste(request, membre, "parcours_list", prise=prise, parcours=parcours)
    return render(request, "prise_poste/parcours_partage_detail.html", context)
