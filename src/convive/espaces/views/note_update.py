"""Change a note."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.note import update_note
from convive.espaces.forms.note import NoteForm
from convive.espaces.permissions import can_update_notes
from convive.espaces.rules import EspaceRefuse
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.espaces.views.note_acces import get_note_or_404
from convive.espaces.views.note_list import PAGE


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def note_update(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_notes)
    note = get_note_or_404(membre, note_uuid)
    form = NoteForm(request.POST if request.method == "POST" else None, membre=membre, note=note)
    if form.is_valid():
        try:
            update_note(by=membre.compte, note=note, saisie=form.get_saisie())
            return redirect("espaces:note_detail", espace_uuid, note_uuid)
        except EspaceRefuse as error:
            form.add_error(None, list(error.messages))
    return render(request, "espaces/note_update.html", build_contexte(request, membre, PAGE, note=note, form=form))
