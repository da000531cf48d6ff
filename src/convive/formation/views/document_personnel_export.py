"""One of her documents, as a file: `?document=` names it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from convive.espaces.views.public import without_trace
from convive.formation.selectors.document import list_documents_stagiaire
from convive.formation.views.acces_document import respond_document_session
from convive.formation.views.acces_stagiaire import get_inscription_or_404
from convive.socle.uuids import parse_uuid


@require_safe
@without_trace
def document_personnel_export(request: HttpRequest, cle: str) -> HttpResponse:
    inscription = get_inscription_or_404(cle)
    if "document" not in request.GET:
        return redirect("formation:document_personnel_list", cle)
    uuid = parse_uuid(request.GET["document"])
    document = next((row for row in list_documents_stagiaire(inscription) if row.pk == uuid), None)
    if document is None:
        raise Http404("Ce document n’est pas à cette adresse.")
    document.espace = inscription.espace
    return respond_document_session(document, "pdf")
