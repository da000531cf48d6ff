"""The gallery of documents, open to anyone: what leaves an espace, seen before any espace exists."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.selectors.exemple import render_exemple_document
from convive.documents.views.fichier import build_reponse_fichier


@require_safe
def exemple_list(request: HttpRequest) -> HttpResponse:
    return render(request, "documents/exemple_list.html", {"documents": types_documents.list_all()})


@require_safe
def exemple_export(request: HttpRequest, document: str, format: str) -> HttpResponse:
    """The sample of a document, in one of its formats."""
    try:
        type_document = types_documents.get(document)
        rendu = render_exemple_document(type_document, format)
    except DocumentInconnu as error:
        raise Http404(str(error)) from error
    return build_reponse_fichier(rendu.contenu, f"exemple fictif {type_document.titre}", rendu.format)


urls = [
    path("ui/documents/", exemple_list, name="exemple_list"),
    path("ui/documents/<slug:document>/<slug:format>/", exemple_export, name="exemple_export"),
]
