"""The territoires that share something with a département."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.permissions import can_list_territoires
from convive.espaces.selectors.partage import build_tableau_partages, list_partages_recus
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "espaces:territoire_list"


@login_required
@require_safe
def territoire_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_territoires)
    context = build_contexte(request, membre, PAGE, tableau=build_tableau_partages(list_partages_recus(membre)))
    return render(request, "espaces/territoire_list.html", context)
