"""Put a note aside, or bring it back."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.note import delete_note, restore_note
from convive.espaces.permissions import can_update_notes
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404
from convive.espaces.views.note_acces import get_note_or_404
from convive.espaces.views.note_list import PAGE


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def note_delete(request: HttpRequest, espace_uuid: UUID, note_uuid: UUID) -> HttpResponse:
    """The page asks before it puts aside; « rétablir » is the same address, from the list of what was put aside."""
    membre = get_membre_or_404(request, espace_uuid, can_update_notes)
    note = get_note_or_404(membre, note_uuid, with_supprimees=True)
    if request.method == "POST" and request.POST.get("geste") == "retablir":
        restore_note(by=membre.compte, note=note)
        return redirect("espaces:note_detail", espace_uuid, note_uuid)
    if request.method == "POST":
        delete_note(by=membre.compte, note=note)
        return redirect(PAGE, espace_uuid)
    return render(request, "espaces/note_delete.html", build_contexte(request, membre, PAGE, note=note))
