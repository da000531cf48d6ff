"""Put the notes of an interview in the bin."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.corbeille import delete_fiche
from convive.diagnostic.permissions import can_update_paroles
from convive.diagnostic.selectors.note_entretien import list_paroles_note
from convive.diagnostic.views.fiche_acces import PAGE_ENTRETIENS, build_contexte_paroles, get_note_entretien_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def note_entretien_delete(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_paroles)
    note = get_note_entretien_or_404(membre, note_uuid)
    if request.method == "POST":
        delete_fiche(by=membre.compte, fiche=note)
        messages.success(request, "La note d’entretien est dans la corbeille du diagnostic.")
        return redirect(PAGE_ENTRETIENS, espace_uuid)
    paroles = list_paroles_note(membre, note)
    context = build_contexte_paroles(request, membre, PAGE_ENTRETIENS, note=note, paroles=paroles)
    return render(request, "diagnostic/note_entretien_delete.html", context)
