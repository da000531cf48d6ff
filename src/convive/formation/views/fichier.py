"""The HTTP response that downloads a document."""

from django.http import Http404, HttpResponse

from convive.documents.rules import FORMATS as FORMATS_FICHIERS
from convive.documents.rules import DocumentHtml
from convive.documents.selectors.modele import get_modeles_actuels
from convive.documents.views.fichier import build_reponse_fichier
from convive.espaces.models import Espace
from convive.formation.exports.document_session import FORMATS, build_document
from convive.formation.models import DocumentFormation


def respond_fichier(espace: Espace, document: DocumentHtml, format: str) -> HttpResponse:
    """Render with the templates of the espace. Raise Http404 for an unknown format."""
    # Renderers are heavy, so only a process that needs them imports them.
    from convive.documents.rendu import render_contenu

    if format not in FORMATS:
        raise Http404("Ce document n’existe pas à ce format.")
    rendu = render_contenu(document, format, get_modeles_actuels(espace))
    return build_reponse_fichier(rendu.contenu, document.titre, FORMATS_FICHIERS[format])


def respond_document_session(document: DocumentFormation, format: str) -> HttpResponse:
    return respond_fichier(document.espace, build_document(document), format)
