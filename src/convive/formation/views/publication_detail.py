"""A version of a programme, as it was published that day."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.formation.rules.publication import load_programme
from convive.formation.views.acces_programme import build_contexte_programme, get_programme_or_404


@login_required
@require_safe
def publication_detail(request: HttpRequest, espace_uuid: UUID, programme_uuid: UUID, numero: int) -> HttpResponse:
    membre, lu = get_programme_or_404(request, espace_uuid, programme_uuid)
    publication = next((row for row in lu.publications if row.numero == numero), None)
    if publication is None:
        raise Http404("Ce programme n’a pas cette version.")
    context = build_contexte_programme(
        request,
        membre,
        lu,
        "publication_detail",
        publication=publication,
        publie=load_programme(publication.contenu),
    )
    return render(request, "formation/publication_detail.html", context)
