"""The diagnosis on one page: read on a phone, printed on a sheet, taken away."""

from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.diagnostic.exports.une_page import CLE_DOCUMENT, build_une_page
from convive.diagnostic.views.diagnostic_acces import build_contexte_diagnostic, get_membre_lecteur
from convive.documents.registre import types_documents


@login_required
@require_safe
def une_page_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_lecteur(request, espace_uuid)
    context = build_contexte_diagnostic(
        request,
        membre,
        titre="En une page",
        page=build_une_page(membre.espace, timezone.localdate()),
        document=types_documents.get(CLE_DOCUMENT),
        jeton=uuid4().hex,
    )
    return render(request, "diagnostic/une_page_detail.html", context)
