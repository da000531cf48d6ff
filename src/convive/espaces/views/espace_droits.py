"""« Qui voit quoi »: the rights that every package declares, in plain French."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.permissions import can_get_droits
from convive.espaces.selectors.droits import list_droits
from convive.espaces.views.acces import build_contexte, get_membre_or_404


@login_required
@require_safe
def espace_droits(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_get_droits)
    context = build_contexte(request, membre, "espaces:espace_droits", domaines=list_droits(membre.role))
    return render(request, "espaces/espace_droits.html", context)
