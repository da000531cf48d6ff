"""Check what a list of conventions would do, correct its columns, import it, undo it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from convive.acteurs.views.imports import respond_import
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.offre.permissions import can_update_services
from convive.offre.views.import_cof_list import PAGES_COFS


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def import_cof_detail(request: HttpRequest, espace_uuid: UUID, import_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_services)
    return respond_import(request, membre, import_uuid, PAGES_COFS)
