"""The types of services that an espace proposes."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.offre.permissions import can_update_types
from convive.offre.selectors.catalogue import list_types
from convive.offre.views.acces import PAGE_TYPES, build_contexte_offre


@login_required
@require_safe
def type_service_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_types)
    types = list(list_types(membre.espace).values())
    return render(
        request, "offre/type_service_list.html", build_contexte_offre(request, membre, PAGE_TYPES, types=types)
    )
