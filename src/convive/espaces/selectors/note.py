"""Read the carnet, through the limits of a place."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet, Sum
from django.db.models.functions import Length

from convive.espaces.models import Membre, Note, Thematique
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.texte import get_extrait
from convive.territoires.selectors import get_communes_from_codes

MAX_NOTES = 200


@dataclass(frozen=True, slots=True)
class LigneNote:
    """A note in a list, with the first words of its text."""

    note: Note
    extrait: str
    thematiques: tuple[str, ...]


def _get_notes(membre: Membre) -> QuerySet[Note]:
    # The row is checked for this person; the espace, already read with the place, is not read again.
    return Note.objects.visible_to(membre.compte, with_supprimees=True).filter(espace_id=membre.espace_id)


def list_notes(membre: Membre, *, supprimees: bool = False) -> list[LigneNote]:
    """Notes that this place may read, the most recent first, at most MAX_NOTES; or those put aside; two queries."""
    notes = _get_notes(membre).filter(date_suppression__isnull=not supprimees).select_related("updated_by")
    ordered = notes.order_by("-date_suppression" if supprimees else "-updated_at", "pk")
    prefetched = ordered.prefetch_related(Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom")))
    return [
        LigneNote(note, get_extrait(note.texte), tuple(t.nom for t in note.thematiques.all()))
        for note in prefetched[:MAX_NOTES]
    ]


def get_note(membre: Membre, note_uuid: UUID, *, with_supprimees: bool = False) -> Note | None:
    """A note of this espace that this place may read, with its espace and its authors."""
    notes = _get_notes(membre).select_related("created_by", "updated_by")
    note = notes.filter(pk=note_uuid).first()
    if note is None or (note.date_suppression is not None and not with_supprimees):
        return None
    note.espace = membre.espace
    return note


def list_notes_entieres(membre: Membre) -> list[Note]:
    """Every note that this place may read, whole, in the order of titles; two queries."""
    notes = _get_notes(membre).filter(date_suppression__isnull=True).order_by("titre", "pk")
    return list(notes.prefetch_related(Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom"))))


def count_notes(membre: Membre) -> tuple[int, int]:
    """How many notes this place may read, and of how many characters."""
    notes = _get_notes(membre).filter(date_suppression__isnull=True)
    compte = notes.aggregate(notes=Count("pk"), caracteres=Sum(Length("texte")))
    return compte["notes"], compte["caracteres"] or 0


def get_noms_communes(codes: list[str]) -> list[str]:
    return [commune.nom for commune in get_communes_from_codes(codes).communes] if codes else []


def list_choix_thematiques(membre: Membre) -> list[Thematique]:
    """Those of the espace that one still chooses, or those to which the place is limited."""
    limites = list(membre.thematiques.order_by("ordre", "nom"))
    return limites or list(Thematique.objects.actives().filter(espace=membre.espace).order_by("ordre", "nom"))


def list_choix_communes(membre: Membre) -> list[tuple[str, str]]:
    """Codes and names of the communes of the espace, or of those to which the place is limited."""
    perimetre = get_perimetre_espace(membre.espace)
    communes = [(commune.code, commune.nom) for commune in (perimetre.communes if perimetre else ())]
    return [(code, nom) for code, nom in communes if not membre.communes or code in membre.communes]
