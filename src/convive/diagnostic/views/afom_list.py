"""The AFOM of an espace: one for each thématique."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.permissions import can_get_afom
from convive.diagnostic.selectors.afom import list_afom
from convive.diagnostic.views.fiche_acces import PAGE_AFOM, build_contexte_constats
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def afom_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_afom)
    context = build_contexte_constats(request, membre, PAGE_AFOM, lignes=list_afom(membre))
    return render(request, "diagnostic/afom_list.html", context)
