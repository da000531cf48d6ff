"""The public pages of an organisme: only what it has published."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from convive.formation.models import OrganismeFormation
from convive.formation.rules.publication import load_programme
from convive.formation.selectors.programme import get_organisme_public, get_publication, list_publies

PROGRAMME = "formations/<uuid:espace_uuid>/<uuid:programme_uuid>/"


def get_organisme_public_or_404(espace_uuid: UUID) -> OrganismeFormation:
    """The organisme, or a 404 that does not reveal whether the espace exists with another type."""
    organisme = get_organisme_public(espace_uuid)
    if organisme is None:
        raise Http404("Cet organisme de formation n’existe pas ici.")
    return organisme


def build_contexte_public(organisme: OrganismeFormation, **contexte: Any) -> dict[str, Any]:
    return {
        "organisme": organisme,
        "is_fictif": getattr(organisme.espace, "is_fictif", False),
        "espace_uuid": organisme.espace_id,
        **contexte,
    }


@require_safe
def formation_publique_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    organisme = get_organisme_public_or_404(espace_uuid)
    publies = [(row, load_programme(row.contenu)) for row in list_publies(organisme.espace)]
    return render(request, "formation/formation_publique_list.html", build_contexte_public(organisme, publies=publies))


@require_safe
def formation_publique_detail(
    request: HttpRequest, espace_uuid: UUID, programme_uuid: UUID, numero: int | None = None
) -> HttpResponse:
    """The public sheet of a programme: its last version, or a former one."""
    organisme = get_organisme_public_or_404(espace_uuid)
    publication = get_publication(organisme.espace, programme_uuid, numero)
    if publication is None:
        raise Http404("Cette formation n’est pas, ou n’est plus, proposée.")
    context = build_contexte_public(
        organisme, publication=publication, publie=load_programme(publication.contenu), is_ancienne=numero is not None
    )
    return render(request, "formation/formation_publique_detail.html", context)


urls = [
    path("formations/<uuid:espace_uuid>/", formation_publique_list, name="formation_publique_list"),
    path(PROGRAMME, formation_publique_detail, name="formation_publique_detail"),
    path(f"{PROGRAMME}versions/<int:numero>/", formation_publique_detail, name="formation_publique_detail"),
]
