"""The conventions d’objectifs et de financement, the first to end first."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.offre.permissions import can_list_services
from convive.offre.selectors.catalogue import get_parametres
from convive.offre.selectors.cof import list_cofs
from convive.offre.views.acces import PAGE_COFS, build_contexte_offre


@login_required
@require_safe
def cof_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_services)
    today = timezone.localdate()
    lues = list_cofs(membre, today, get_parametres(today))
    context = build_contexte_offre(request, membre, PAGE_COFS)
    context["en_cours"] = [lue for lue in lues if lue.cof.date_fin >= today]
    context["finies"] = [lue for lue in reversed(lues) if lue.cof.date_fin < today]
    return render(request, "offre/cof_list.html", context)
