"""The public sheet of a programme: its last published version, or one of a former day."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.formation.rules.publication import load_programme
from convive.formation.selectors.programme import get_publication
from convive.formation.views.acces_public import build_contexte_public, get_organisme_public_or_404


@require_safe
def formation_publique_detail(
    request: HttpRequest, espace_uuid: UUID, programme_uuid: UUID, numero: int | None = None
) -> HttpResponse:
    organisme = get_organisme_public_or_404(espace_uuid)
    publication = get_publication(organisme.espace, programme_uuid, numero)
    if publication is None:
        raise Http404("Cette formation n’est pas, ou n’est plus, proposée.")
    context = build_contexte_public(
        organisme, publication=publication, publie=load_programme(publication.contenu), is_ancienne=numero is not None
    )
    return render(request, "formation/formation_publique_detail.html", context)
