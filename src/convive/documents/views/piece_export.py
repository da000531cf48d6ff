"""The file of an attachment, the latest or a former one. A picture may be shown in its page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from convive.documents.fichiers import build_reponse
from convive.documents.permissions import can_list_pieces
from convive.documents.views.piece_acces import get_piece_or_404
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def piece_export(request: HttpRequest, espace_uuid: UUID, piece_uuid: UUID, numero: int | None = None) -> FileResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_pieces)
    versions = get_piece_or_404(membre, piece_uuid).versions.all()
    version = next((version for version in versions if numero in (None, version.numero)), None)
    if version is None:
        raise Http404("Cette version n’existe pas.")
    is_montree = version.format.is_image and "voir" in request.GET
    try:
        return build_reponse(
            version.fichier, version.nom_fichier, version.format.type_mime, is_telechargement=not is_montree
        )
    except FileNotFoundError as error:
        raise Http404("Ce fichier n’est plus sur le disque du serveur.") from error
