"""An attachment: what it is, its versions, what one may do with it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.documents.permissions import can_list_pieces, can_update_piece
from convive.documents.views.piece_acces import PAGE_PIECES, get_piece_or_404
from convive.espaces.views.acces import build_contexte, get_membre_or_404


@login_required
@require_safe
def piece_detail(request: HttpRequest, espace_uuid: UUID, piece_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_pieces)
    piece = get_piece_or_404(membre, piece_uuid)
    context = build_contexte(request, membre, PAGE_PIECES, piece=piece, versions=list(piece.versions.all()))
    context["objet"] = piece.reference.resolve(membre.compte)
    context["peut_changer"] = can_update_piece(membre, piece) and not membre.espace.is_expire
    return render(request, "documents/piece_detail.html", context)
