"""A document of a session as a file, whoever runs the session."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from convive.formation.views.acces_document import get_document_or_404, respond_document_session


@login_required
@require_safe
def document_session_export(
    request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, document_uuid: UUID
) -> HttpResponse:
    _membre, _session, document = get_document_or_404(request, espace_uuid, session_uuid, document_uuid)
    return respond_document_session(document, request.GET.get("format", "pdf"))
