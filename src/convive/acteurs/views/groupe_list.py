"""The groups of contacts of an espace."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.acteurs.permissions import can_list_acteurs
from convive.acteurs.selectors.groupe import list_groupes
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.espaces.views.acces import get_membre_or_404

PAGE_GROUPES = "acteurs:groupe_list"


@login_required
@require_safe
def groupe_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_acteurs)
    context = build_contexte_acteurs(request, membre, PAGE_GROUPES, groupes=list_groupes(membre))
    return render(request, "acteurs/groupe_list.html", context)
