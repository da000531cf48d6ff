"""Attach a file to an object that one sees."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from convive.documents.actions.piece import create_piece
from convive.documents.forms.piece import DepotForm
from convive.documents.permissions import can_create_piece
from convive.documents.porteurs import porteurs
from convive.documents.refus import DocumentRefuse
from convive.documents.views.piece_acces import PAGE_PIECES
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.socle.objets import ObjetResolu, Reference
from convive.socle.televersement import get_plafond_depasse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def piece_create(request: HttpRequest, espace_uuid: UUID, objet_type: str, objet_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_piece)
    reference = Reference(objet_type, objet_uuid)
    objet, resolu = porteurs.get_objet(reference, membre.compte, espace_uuid), reference.resolve(membre.compte)
    if objet is None or resolu is None:
        raise Http404("On ne peut rien joindre à cet objet, ou il n’est pas visible de vous.")
    form = DepotForm(membre=membre)
    if request.method == "POST":
        form = DepotForm(request.POST, request.FILES, membre=membre, plafond=get_plafond_depasse(request))
        if form.is_valid():
            try:
                create_piece(
                    by=membre.compte,
                    espace=membre.espace,
                    objet=objet,
                    saisie=form.get_saisie(),
                    fichier=form.cleaned_data["fichier"],
                )
                return redirect(_get_suite(resolu, espace_uuid))
            except DocumentRefuse as refus:
                form.add_error("fichier", list(refus.messages))
    return render(
        request, "documents/piece_create.html", build_contexte(request, membre, PAGE_PIECES, form=form, objet=resolu)
    )


def _get_suite(objet: ObjetResolu, espace_uuid: UUID) -> str:
    """Back to what was attached to, where its attachments are listed."""
    if objet.reference.objet_type == "espace":
        return reverse(PAGE_PIECES, args=[espace_uuid])
    return f"{objet.url}#pieces-jointes"
