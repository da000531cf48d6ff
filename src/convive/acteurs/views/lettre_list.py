"""The letters to a group: drafts, then what left, to how many."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.acteurs.permissions import can_create_lettre
from convive.acteurs.selectors.lettre import list_lettres
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.lettre_acces import PAGE_LETTRES
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def lettre_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_lettre)
    context = build_contexte_acteurs(request, membre, PAGE_LETTRES, lettres=list_lettres(membre))
    return render(request, "acteurs/lettre_list.html", context)
