"""The enjeux: their ranking, what was decided, and the constats that none takes up."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.permissions import can_decide_enjeux, can_list_enjeux
from convive.diagnostic.selectors.enjeu import get_tableau
from convive.diagnostic.views.enjeu_acces import PAGE_ENJEUX, build_contexte_enjeux
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def enjeu_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_enjeux)
    tableau = get_tableau(membre, with_ouvert=can_decide_enjeux(membre))
    context = build_contexte_enjeux(request, membre, PAGE_ENJEUX, tableau=tableau)
    return render(request, "diagnostic/enjeu_list.html", context)
