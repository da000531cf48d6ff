"""Bring what was done in training back into one’s own espace: each piece becomes a page of its carnet."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.models import Membre
from convive.espaces.rules import MAX_TITRE_NOTE
from convive.formation.actions.trace import lock_espace
from convive.formation.rules.parcours import FormationRefusee
from convive.formation.selectors.dossier import PieceRapportee, list_titres_notes


@transaction.atomic
def import_pieces(*, by: Compte, place: Membre, pieces: Iterable[PieceRapportee]) -> list[UUID]:
    """Write each piece as a note of the espace; one that is already there, under the same title, is left as it is.
    The new notes. Raise FormationRefusee when nothing was chosen."""
    espace = lock_espace(place.espace)
    chosen = list(pieces)
    if not chosen:
        raise FormationRefusee("Choisissez au moins une chose à rapporter.")
    known = list_titres_notes(espace)
    notes = []
    for piece in chosen:
        titre = piece.titre[:MAX_TITRE_NOTE]
        if titre not in known:
            known.add(titre)
            notes.append(create_note(by=by, espace=espace, saisie=SaisieNote(titre, piece.texte)).pk)
    return notes
