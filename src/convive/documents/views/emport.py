"""Answer with a document, or with the page of its preparation when it is long: for every page that offers one."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from convive.documents.actions.document import MODELE_ECARTE, export_document, get_format, submit_document
from convive.documents.objets import get_url_travail
from convive.documents.registre import TypeDocument
from convive.documents.views.fichier import build_reponse_fichier
from convive.espaces.models import Membre

MAX_JETON = 40


def respond_document(
    request: HttpRequest, membre: Membre, type_document: TypeDocument, format: str, choix: str
) -> HttpResponse:
    """For a place whose right was checked. The `jeton` of a form keeps it from being prepared twice.

    Raise DocumentInconnu for a format that it has not, or nothing to put in it; DocumentInvalide; TravailRefuse.
    """
    if type_document.is_long(membre, get_format(type_document, format).famille, choix):
        jeton = request.POST.get("jeton", "")[:MAX_JETON] or uuid4().hex
        travail = submit_document(by=membre, type_document=type_document, format=format, choix=choix, jeton=jeton)
        return redirect(get_url_travail(travail))
    rendu = export_document(by=membre, type_document=type_document, format=format, choix=choix)
    if rendu.is_modele_ecarte:
        messages.warning(request, MODELE_ECARTE)
    return build_reponse_fichier(rendu.contenu, type_document.titre, rendu.format)
