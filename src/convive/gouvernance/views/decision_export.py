"""The register of decisions as a workbook, with the filters of the page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.exports.registre import FORMATS_EXPORT, render_registre
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.selectors.decisions import get_bilan
from convive.gouvernance.views.decision_list import build_filtres


@login_required
@require_safe
def decision_export(request: HttpRequest, espace_uuid: UUID, format: str) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    if format not in FORMATS_EXPORT:
        raise Http404(f"Le registre n’existe pas au format « {format} ».")
    criteres = build_filtres(request, membre, get_bilan(membre)).get_criteres()
    nom, rendu = render_registre(membre, criteres, format)
    response = HttpResponse(rendu.contenu, content_type=rendu.format.type_mime)
    response["Content-Disposition"] = f'attachment; filename="{nom}"'
    return response
