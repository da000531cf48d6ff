"""What can leave the espace: choose a document and a format, take it away; a long one is prepared in the background."""

from functools import partial
from uuid import uuid4

from django.http import HttpResponse
from django.utils import timezone

from convive.documents.permissions import can_list_documents
from convive.documents.refus import TravailRefuse
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import DocumentInvalide, list_formats
from convive.documents.views.emport import respond_document
from convive.documents.views.rubrique import DOCUMENTS
from convive.espaces.memoire import open_memoire
from convive.espaces.models import Membre
from convive.espaces.views.page import Page, Pages

pages = Pages(DOCUMENTS, "documents/")


# Taking a document away is a button, not a link: it leaves a line in the journal, and changes nothing else.
@pages.ecriture("", droit=can_list_documents, is_lecture=True)
def document_list(page: Page) -> HttpResponse:
    erreur, statut = "", 200
    if page.is_envoi:
        try:
            return _export(page)
        except DocumentInconnu as error:
            erreur, statut = str(error), 404
        except (DocumentInvalide, TravailRefuse) as error:
            erreur, statut = str(error), 422
    documents = _list_documents(page.membre)
    familles = {famille for document, _ in documents for famille in document.familles}
    contexte = {"documents": documents, "erreur": erreur, "jeton": uuid4().hex, "formats": list_formats(*familles)}
    return page.render("documents/document_list.html", contexte, statut)


def _list_documents(membre: Membre) -> list[tuple[TypeDocument, list[tuple[str, str]] | None]]:
    """Those that this place may take away, with what each may be about: the same until the next gesture."""
    memoire = open_memoire(membre, timezone.now(), "documents")
    documents = [
        (sorte, memoire.get(sorte.cle, partial(sorte.list_choix, membre)) if sorte.list_choix else None)
        for sorte in types_documents.list_for_membre(membre)
    ]
    memoire.save()
    return documents


def _export(page: Page) -> HttpResponse:
    """Raise DocumentInconnu for a document that this place does not see, as for one that does not exist."""
    demande = page.request.POST
    type_document = types_documents.get(demande.get("document", ""))
    if not type_document.is_permis(page.membre):
        raise DocumentInconnu("Ce document n’existe pas pour votre rôle dans cet espace.")
    format, choix = demande.get("format", ""), demande.get("choix", "")
    return respond_document(page.request, page.membre, type_document, format, choix)
