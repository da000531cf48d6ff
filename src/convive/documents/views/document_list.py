"""What can leave the espace: choose a document and a format, take it away; a long one is prepared in the background."""

from functools import partial
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.documents.permissions import can_list_documents
from convive.documents.refus import TravailRefuse
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import DocumentInvalide, list_formats
from convive.documents.views.emport import respond_document
from convive.espaces.memoire import open_memoire
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "documents:document_list"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def document_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    # Taking a document away is a button, not a link: it leaves a line in the journal, and changes nothing else.
    membre = get_membre_or_404(request, espace_uuid, can_list_documents, is_lecture=True)
    erreur, statut = "", 200
    if request.method == "POST":
        try:
            return _export(request, membre)
        except DocumentInconnu as error:
            erreur, statut = str(error), 404
        except (DocumentInvalide, TravailRefuse) as error:
            erreur, statut = str(error), 422
    documents = _list_documents(membre)
    context = build_contexte(request, membre, PAGE, documents=documents, erreur=erreur, jeton=uuid4().hex)
    context["formats"] = list_formats(*{famille for document, _ in documents for famille in document.familles})
    return render(request, "documents/document_list.html", context, status=statut)


def _list_documents(membre: Membre) -> list[tuple[TypeDocument, list[tuple[str, str]] | None]]:
    """Those that this place may take away, with what each may be about: the same until the next gesture."""
    memoire = open_memoire(membre, timezone.now(), "documents")
    documents = [
        (sorte, memoire.get(sorte.cle, partial(sorte.list_choix, membre)) if sorte.list_choix else None)
        for sorte in types_documents.list_for_membre(membre)
    ]
    memoire.save()
    return documents


def _export(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Raise DocumentInconnu for a document that this place does not see, as for one that does not exist."""
    type_document = types_documents.get(request.POST.get("document", ""))
    if not type_document.is_permis(membre):
        raise DocumentInconnu("Ce document n’existe pas pour votre rôle dans cet espace.")
    format, choix = request.POST.get("format", ""), request.POST.get("choix", "")
    return respond_document(request, membre, type_document, format, choix)
