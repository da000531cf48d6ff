"""Answer with a document, or with the page of its preparation when it is long: for every page that offers one."""

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from convive.documents.actions.document import (
    MODELE_ECARTE,
    build_contenu,
    export_document,
    get_format,
    list_manques,
    name_fichier,
    submit_document,
)
from convive.documents.registre import TypeDocument
from convive.documents.views.fichier import build_reponse_fichier
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte

MAX_JETON = 40
PAGE = "documents:document_list"


def respond_document(
    request: HttpRequest, membre: Membre, type_document: TypeDocument, format: str, choix: str
) -> HttpResponse:
    """For a place whose right was checked. The `jeton` of a form keeps it from being prepared twice. What a document
    still waits for is listed before it leaves, with where to write it; asked again, it leaves as a draft.

    Raise DocumentInconnu for a format that it has not, or nothing to put in it; DocumentInvalide; TravailRefuse.
    """
    if type_document.is_long(membre, get_format(type_document, format).famille, choix):
        jeton = request.POST.get("jeton", "")[:MAX_JETON] or uuid4().hex
        travail = submit_document(by=membre, type_document=type_document, format=format, choix=choix, jeton=jeton)
        return redirect(travail.get_absolute_url())
    contenu = build_contenu(membre, type_document, format, choix)
    manques = list_manques(contenu)
    if manques and not request.POST.get("projet"):
        return _ask_projet(request, membre, type_document, choix, manques)
    rendu = export_document(by=membre, type_document=type_document, format=format, contenu=contenu)
    if rendu.is_modele_ecarte:
        messages.warning(request, MODELE_ECARTE)
    return build_reponse_fichier(rendu.contenu, name_fichier(membre, type_document, choix), rendu.format)


def _ask_projet(
    request: HttpRequest, membre: Membre, type_document: TypeDocument, choix: str, manques: Sequence[str]
) -> HttpResponse:
    ou_completer = type_document.list_ou_completer(membre, choix) if type_document.list_ou_completer else []
    champs = [(nom, valeur) for nom, valeur in request.POST.items() if nom != "csrfmiddlewaretoken"]
    context = build_contexte(
        request,
        membre,
        PAGE,
        document=type_document,
        manques=manques,
        ou_completer=ou_completer,
        champs=champs,
    )
    return render(request, "documents/_incomplet.html", context)
