"""The ten-minute tour: what it shows, and where one was."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.visite import TITRES, Etape
from convive.gouvernance.selectors.visite import get_visite
from convive.gouvernance.views.acces import build_contexte_gouvernance

FORMATS = ("docx", "odt", "pdf")


@login_required
@require_safe
def visite_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    visite = get_visite(membre)
    reprise = Etape(visite.etape) if visite is not None and visite.etape else None
    context = build_contexte_gouvernance(request, membre, titres=TITRES, formats=FORMATS, premiere=next(iter(Etape)))
    context |= {"reprise": reprise, "titre_reprise": TITRES[reprise] if reprise else ""}
    return render(request, "gouvernance/visite_detail.html", context)
