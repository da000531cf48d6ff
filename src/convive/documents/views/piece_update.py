"""Change the words about an attachment, or give it a new file."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.documents.actions.piece import create_version, update_piece
from convive.documents.forms.piece import FichierForm, PieceForm
from convive.documents.models import PieceJointe
from convive.documents.refus import DocumentRefuse
from convive.documents.views.piece_acces import PAGE_PIECES, get_piece_a_changer
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, explain_expire
from convive.socle.televersement import get_plafond_depasse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def piece_update(request: HttpRequest, espace_uuid: UUID, piece_uuid: UUID) -> HttpResponse:
    membre, piece = get_piece_a_changer(request, espace_uuid, piece_uuid)
    form, fichier_form = PieceForm(membre=membre, piece=piece), FichierForm()
    if request.method == "POST" and request.POST.get("geste") == "remplacer":
        fichier_form = FichierForm(request.POST, request.FILES, plafond=get_plafond_depasse(request))
        is_fait = fichier_form.is_valid() and _create_version(membre, piece, fichier_form)
    elif request.method == "POST":
        form = PieceForm(request.POST, membre=membre, piece=piece)
        is_fait = form.is_valid() and _update(membre, piece, form)
    else:
        is_fait = False
    if is_fait:
        return redirect("documents:piece_detail", espace_uuid, piece_uuid)
    context = build_contexte(request, membre, PAGE_PIECES, piece=piece, form=form, fichier_form=fichier_form)
    return render(request, "documents/piece_update.html", context)


def _update(membre: Membre, piece: PieceJointe, form: PieceForm) -> bool:
    try:
        update_piece(by=membre.compte, piece=piece, saisie=form.get_saisie(), champs=form.changed_data)
    except DocumentRefuse as refus:
        form.add_error(None, list(refus.messages))
        return False
    return True


def _create_version(membre: Membre, piece: PieceJointe, form: FichierForm) -> bool:
    try:
        create_version(by=membre.compte, piece=piece, fichier=form.cleaned_data["fichier"])
    except DocumentRefuse as refus:
        form.add_error("fichier", list(refus.messages))
        return False
    return True
