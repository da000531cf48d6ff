"""Who exercises the service public de la petite enfance, commune by commune."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.offre.exports import CLE_SPPE
from convive.offre.permissions import can_list_services
from convive.offre.rules.sppe import Competence, build_phrase_seuils
from convive.offre.selectors.catalogue import get_seuils
from convive.offre.selectors.sppe import get_tableau_sppe
from convive.offre.views.acces import PAGE_SPPE, build_contexte_offre


@login_required
@require_safe
def competence_sppe_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_services)
    today = timezone.localdate()
    context = build_contexte_offre(request, membre, PAGE_SPPE, tableau=get_tableau_sppe(membre, today))
    context |= {"competences": list(Competence), "phrase": build_phrase_seuils(get_seuils(today))}
    context |= {"document": CLE_SPPE, "formats": ("docx", "odt", "pdf", "xlsx", "ods", "csv")}
    return render(request, "offre/competence_sppe_list.html", context)
