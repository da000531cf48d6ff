"""The sample of a document, in one of its formats."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.selectors.exemple import render_exemple_document
from convive.documents.views.fichier import build_reponse_fichier


@require_safe
def exemple_export(request: HttpRequest, document: str, format: str) -> HttpResponse:
    try:
        type_document = types_documents.get(document)
        rendu = render_exemple_document(type_document, format)
    except DocumentInconnu as error:
        raise Http404(str(error)) from error
    return build_reponse_fichier(rendu.contenu, f"exemple fictif {type_document.titre}", rendu.format)
