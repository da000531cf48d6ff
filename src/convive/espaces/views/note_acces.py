"""What the views of a note share."""

from uuid import UUID

from django.http import Http404

from convive.espaces.models import Membre, Note
from convive.espaces.selectors.note import get_note


def get_note_or_404(membre: Membre, note_uuid: UUID, *, with_supprimees: bool = False) -> Note:
    note = get_note(membre, note_uuid, with_supprimees=with_supprimees)
    if note is None:
        raise Http404("Cette note n’existe pas ici, a été supprimée, ou ne vous concerne pas.")
    return note
