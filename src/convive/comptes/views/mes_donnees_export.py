"""Download one's data: a ZIP with a page for people and a file for other tools."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from convive.comptes.actions.export import export_donnees
from convive.comptes.models import Compte


@never_cache
@login_required
@require_POST
def mes_donnees_export(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(export_donnees(by=cast(Compte, request.user)), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees-convive.zip"'
    return response
