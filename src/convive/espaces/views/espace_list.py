"""The espaces of the person who is logged in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.comptes.requetes import get_compte
from convive.espaces.permissions import can_get_espace
from convive.espaces.selectors.espace import list_espaces
from convive.espaces.selectors.suppression import get_date_effacement, list_espaces_supprimes


@login_required
@require_safe
def espace_list(request: HttpRequest) -> HttpResponse:
    membres = list_espaces(get_compte(request))
    places = [(membre, "espace_detail" if can_get_espace(membre) else "espace_droits") for membre in membres]
    supprimes = [(espace, get_date_effacement(espace)) for espace in list_espaces_supprimes(get_compte(request))]
    return render(request, "espaces/espace_list.html", {"places": places, "supprimes": supprimes})
