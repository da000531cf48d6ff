"""What can leave the espace: find a document, choose a format, take it away; a long one is prepared apart."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse

from convive.documents.permissions import can_list_documents
from convive.documents.refus import TravailRefuse
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import DocumentInvalide
from convive.documents.selectors.document import choose_documents, list_documents, list_sortes
from convive.documents.views.emport import respond_document
from convive.documents.views.rubrique import DOCUMENTS
from convive.espaces.views.page import Page, Pages
from convive.socle.requetes import is_fragment

TEMPLATE = "documents/document_list.html"
MONTRES = 12
"""Shown at first: those that one took last, then the first of the others."""
MAX_RECHERCHE = 100

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
    template = f"{TEMPLATE}#resultats" if is_fragment(page.request) else TEMPLATE
    response = page.render(template, {"erreur": erreur, "jeton": uuid4().hex, **_choose(page)}, statut)
    response.headers["Vary"] = "HX-Request"
    return response


def _choose(page: Page) -> dict[str, Any]:
    """What is asked for, or the first ones; apart, those that nothing in the espace fills yet."""
    demande, documents = page.request.GET, list_documents(page.membre)
    sortes = list_sortes(documents)
    q, sorte = demande.get("q", "").strip()[:MAX_RECHERCHE], demande.get("sorte", "")
    sorte = sorte if sorte in dict(sortes) else ""
    trouves = choose_documents(documents, q, sorte)
    prets = [ligne for ligne in trouves if ligne.is_pret]
    montres = prets if q or sorte or "tout" in demande else prets[:MONTRES]
    return {
        "lignes": montres,
        "trouves": len(prets),
        "autres": len(prets) - len(montres),
        "vides": [ligne for ligne in trouves if not ligne.is_pret],
        "q": q,
        "sorte": sorte,
        "sortes": sortes,
        "libelle_sorte": dict(sortes).get(sorte, ""),
    }


def _export(page: Page) -> HttpResponse:
    """Raise DocumentInconnu for a document that this place does not see, as for one that does not exist."""
    demande = page.request.POST
    type_document = types_documents.get(demande.get("document", ""))
    if not type_document.is_permis(page.membre):
        raise DocumentInconnu("Ce document n’existe pas pour votre rôle dans cet espace.")
    format, choix = demande.get("format", ""), demande.get("choix", "")
    return respond_document(page.request, page.membre, type_document, format, choix)
