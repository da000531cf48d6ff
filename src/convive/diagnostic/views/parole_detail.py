"""A parole, and the constats that rest on it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.permissions import can_list_paroles, can_update_paroles
from convive.diagnostic.selectors.constat import get_noms_perimetre
from convive.diagnostic.selectors.fiche import get_noms, list_noms_thematiques
from convive.diagnostic.selectors.parole import list_constats_parole
from convive.diagnostic.views.fiche_acces import build_contexte_paroles, get_parole_or_404
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def parole_detail(request: HttpRequest, espace_uuid: UUID, parole_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_paroles)
    parole = get_parole_or_404(membre, parole_uuid)
    context = build_contexte_paroles(request, membre, parole=parole, constats=list_constats_parole(membre, parole))
    context["thematiques"] = list_noms_thematiques(parole)
    context["voit_communes"] = can_update_paroles(membre)
    context["communes"] = get_noms(parole.communes, get_noms_perimetre(membre)) if context["voit_communes"] else ()
    return render(request, "diagnostic/parole_detail.html", context)
