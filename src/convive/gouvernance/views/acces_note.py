"""What the pages of a note share: which one, who may write it, where one searches its sources."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.gouvernance.models import NoteDecision
from convive.gouvernance.permissions import can_update_instances
from convive.gouvernance.selectors.note import get_note
from convive.gouvernance.views.sous_pages import build_contexte_sous_page


def get_note_or_404(membre: Membre, uuid: UUID, *, is_ecriture: bool = False) -> NoteDecision:
    """`is_ecriture`: a page that only writes is not for those who read."""
    note = get_note(membre, uuid)
    if note is None:
        raise Http404("Cette note n’est pas ici, ou ne vous est pas ouverte.")
    if is_ecriture and not can_update_instances(membre):
        raise PermissionDenied("Cette note s’écrit par l’équipe de coopération.")
    return note


def build_contexte_note(request: HttpRequest, membre: Membre, note: NoteDecision | None, **kw: Any) -> dict[str, Any]:
    context = build_contexte_sous_page(request, membre, "note_list", **kw)
    context["fil"] = [
        *context["fil"],
        ("Notes pour décider", reverse("gouvernance:note_list", args=[membre.espace_id])),
    ]
    if note is not None:
        context["note"] = note
    return context
