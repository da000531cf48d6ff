"""What the pages of a document share: which one, how its file leaves."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from convive.documents.rules import FORMATS as FORMATS_FICHIERS
from convive.documents.rules import DocumentHtml
from convive.documents.selectors.modele import get_modeles_actuels
from convive.documents.views.fichier import build_reponse_fichier
from convive.espaces.models import Espace, Membre
from convive.formation.exports.document_session import FORMATS, build_document
from convive.formation.models import DocumentFormation, SessionFormation
from convive.formation.permissions import can_animer
from convive.formation.selectors.document import get_document
from convive.formation.views.acces_formation import get_session_or_404


def get_document_or_404(
    request: HttpRequest, espace_uuid: UUID, session_uuid: UUID, document_uuid: UUID
) -> tuple[Membre, SessionFormation, DocumentFormation]:
    membre, session = get_session_or_404(request, espace_uuid, session_uuid, can_animer)
    document = get_document(membre, session, document_uuid)
    if document is None:
        raise Http404("Ce document n’est pas dans cette session.")
    return membre, session, document


def respond_fichier(espace: Espace, document: DocumentHtml, format: str) -> HttpResponse:
    """In the models of the espace. Raise Http404 for a format that it has not."""
    # Renderers are heavy: only the process that needs them loads them.
    from convive.documents.rendu import render_contenu

    if format not in FORMATS:
        raise Http404("Ce document n’existe pas à ce format.")
    rendu = render_contenu(document, format, get_modeles_actuels(espace))
    return build_reponse_fichier(rendu.contenu, document.titre, FORMATS_FICHIERS[format])


def respond_document_session(document: DocumentFormation, format: str) -> HttpResponse:
    return respond_fichier(document.espace, build_document(document), format)
