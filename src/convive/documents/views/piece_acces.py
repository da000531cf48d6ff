"""What the pages of attachments share."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from convive.documents.models import PieceJointe
from convive.documents.permissions import can_list_pieces, can_update_piece
from convive.documents.selectors.piece import get_piece
from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404

PAGE_PIECES = "documents:piece_list"


def get_piece_or_404(membre: Membre, piece_uuid: UUID, *, with_supprimees: bool = False) -> PieceJointe:
    piece = get_piece(membre, piece_uuid, with_supprimees=with_supprimees)
    if piece is None:
        raise Http404("Cette pièce jointe n’existe pas, ou n’est pas visible de vous.")
    return piece


def get_piece_a_changer(
    request: HttpRequest, espace_uuid: UUID, piece_uuid: UUID, *, with_supprimees: bool = False
) -> tuple[Membre, PieceJointe]:
    """The place of the visitor and a piece that she may change: 404 when it is hidden, 403 when it is another's."""
    membre = get_membre_or_404(request, espace_uuid, can_list_pieces)
    piece = get_piece_or_404(membre, piece_uuid, with_supprimees=with_supprimees)
    if not can_update_piece(membre, piece):
        raise PermissionDenied("Seules la personne qui l’a déposée et l’équipe changent cette pièce jointe.")
    return membre, piece
