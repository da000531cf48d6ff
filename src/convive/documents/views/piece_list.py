"""The attachments of an espace, what was removed, and all of them in one file."""

from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.documents.actions.travail import submit_travail
from convive.documents.exports.pieces import TRAVAIL_PIECES
from convive.documents.objets import get_url_travail
from convive.documents.permissions import can_create_piece, can_list_pieces, can_update_piece
from convive.documents.refus import TravailRefuse
from convive.documents.selectors.piece import MAX_LISTE, get_pieces, list_pieces, list_pieces_retirees
from convive.documents.views.piece_acces import PAGE_PIECES
from convive.espaces.views.acces import build_contexte, get_membre_or_404

MAX_RECHERCHE = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def piece_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    # Taking the files away changes nothing in an espace that has expired.
    membre = get_membre_or_404(request, espace_uuid, can_list_pieces, is_lecture=True)
    erreur = ""
    if request.method == "POST":
        try:
            travail = submit_travail(
                by=membre.compte,
                type_travail=TRAVAIL_PIECES,
                espace=membre.espace,
                jeton=request.POST.get("jeton", "")[:40],
            )
            return redirect(get_url_travail(travail))
        except TravailRefuse as refus:
            erreur = str(refus)
    # A database refuses the character NUL, which nobody types.
    q = request.GET.get("q", "").replace("\0", "").strip()[:MAX_RECHERCHE]
    visibles = get_pieces(membre)
    lignes = list_pieces(membre, visibles, q)
    context = build_contexte(request, membre, PAGE_PIECES, lignes=lignes, q=q, erreur=erreur)
    retirees = [] if q else list_pieces_retirees(membre, visibles)
    context["retirees"] = [ligne for ligne in retirees if can_update_piece(membre, ligne.piece)]
    context["peut_deposer"] = can_create_piece(membre) and not membre.espace.is_expire
    context["limite"], context["jeton"] = MAX_LISTE, uuid4().hex
    return render(request, "documents/piece_list.html", context)
