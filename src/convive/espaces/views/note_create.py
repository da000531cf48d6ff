"""Write a note."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.note import create_note
from convive.espaces.forms.note import NoteForm
from convive.espaces.permissions import can_update_notes
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.espaces.views.note_list import PAGE
from convive.espaces.views.saisie import build_cle_brouillon, keep_saisie


@keep_saisie("note")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_notes)
    form = NoteForm(request.POST if request.method == "POST" else None, membre=membre)
    brouillon = build_cle_brouillon(membre.compte, "nouvelle-note", espace_uuid)
    if form.is_valid():
        note = create_note(by=membre.compte, espace=membre.espace, saisie=form.get_saisie())
        messages.success(request, "Note enregistrée.", extra_tags=brouillon)
        return redirect("espaces:note_detail", espace_uuid, note.pk)
    return render(
        request, "espaces/note_create.html", build_contexte(request, membre, PAGE, form=form, brouillon=brouillon)
    )
