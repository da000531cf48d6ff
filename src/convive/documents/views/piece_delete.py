"""Remove an attachment, or bring it back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.documents.actions.piece import delete_piece, restore_piece
from convive.documents.views.piece_acces import PAGE_PIECES, get_piece_a_changer
from convive.espaces.views.acces import build_contexte, explain_expire


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def piece_delete(request: HttpRequest, espace_uuid: UUID, piece_uuid: UUID) -> HttpResponse:
    """The page asks before it removes; « rétablir » is the same address, from the list of what was removed."""
    membre, piece = get_piece_a_changer(request, espace_uuid, piece_uuid, with_supprimees=True)
    if request.method == "POST" and request.POST.get("geste") == "retablir":
        restore_piece(by=membre.compte, piece=piece)
        return redirect("documents:piece_detail", espace_uuid, piece_uuid)
    if request.method == "POST":
        delete_piece(by=membre.compte, piece=piece)
        return redirect(PAGE_PIECES, espace_uuid)
    return render(request, "documents/piece_delete.html", build_contexte(request, membre, PAGE_PIECES, piece=piece))
