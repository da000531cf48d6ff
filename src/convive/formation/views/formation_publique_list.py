"""The programmes that a body publishes, without an account."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.formation.rules.publication import load_programme
from convive.formation.selectors.programme import list_publies
from convive.formation.views.acces_public import build_contexte_public, get_organisme_public_or_404


@require_safe
def formation_publique_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    organisme = get_organisme_public_or_404(espace_uuid)
    publies = [(row, load_programme(row.contenu)) for row in list_publies(organisme.espace)]
    return render(request, "formation/formation_publique_list.html", build_contexte_public(organisme, publies=publies))
