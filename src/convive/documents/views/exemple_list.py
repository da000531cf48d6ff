"""The gallery of documents: what leaves an espace, seen before any espace exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.documents.registre import types_documents


@require_safe
def exemple_list(request: HttpRequest) -> HttpResponse:
    return render(request, "documents/exemple_list.html", {"documents": types_documents.list_all()})
