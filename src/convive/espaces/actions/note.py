"""Write in the carnet. Every action writes the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.texte import prepare_textes, update_textes
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, LienMagique, Note, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.texte import get_textes
from convive.journal.models import Geste
from convive.socle.objets import objets


@dataclass(frozen=True, slots=True)
class SaisieNote:
    """What a form holds. `version` is the one it started from; `…_depart` the boxes that were ticked then.

    `is_fusion` tells that someone chose, passage by passage, between two texts.
    """

    titre: str
    texte: str
    version: int = 1
    thematiques: frozenset[UUID] = frozenset()
    thematiques_depart: frozenset[UUID] = frozenset()
    communes: frozenset[str] = frozenset()
    communes_depart: frozenset[str] = frozenset()
    is_fusion: bool = False


def fuse_listes[T](actuels: Iterable[T], depart: frozenset[T], choisis: frozenset[T]) -> frozenset[T]:
    """What someone ticked and unticked, applied to what is there now: two people never undo one another."""
    return (frozenset(actuels) - (depart - choisis)) | (choisis - depart)


@transaction.atomic
def create_note(*, by: Compte, espace: Espace, saisie: SaisieNote) -> Note:
    refuse_espace_expire(espace)
    note = Note.objects.create(
        espace=espace,
        titre=saisie.titre,
        texte=saisie.texte,
        communes=sorted(saisie.communes),
        created_by=by,
        updated_by=by,
    )
    _set_thematiques(note, saisie.thematiques)
    record(by, Geste.CREER, note, espace)
    return note


def _set_thematiques(note: Note, thematiques: frozenset[UUID]) -> None:
    note.thematiques.set(Thematique.objects.filter(espace=note.espace_id, pk__in=thematiques))


def _lock_note(note: Note) -> Note:
    """The row as it is now, kept until the end of the transaction. Raise EspaceRefuse when it was deleted."""
    locked = Note.objects.select_for_update().filter(pk=note.pk).first()
    refuse_espace_expire(note.espace)
    if locked is None or locked.date_suppression is not None:
        raise EspaceRefuse("Cette note a été supprimée entre-temps.")
    locked.espace = note.espace
    return locked


@transaction.atomic
def update_note(*, by: Compte, note: Note, saisie: SaisieNote) -> tuple[str, ...]:
    """Save what was typed, joined with what others saved meanwhile; return their names.

    Saving again what is already there changes nothing. Raise TexteEnConflit when the same passage was changed twice,
    EspaceRefuse when the note was deleted: in both cases nothing is saved.
    """
    current = _lock_note(note)
    prets = prepare_textes(current, version=saisie.version, saisie={"titre": saisie.titre, "texte": saisie.texte})
    avant = frozenset(current.thematiques.values_list("pk", flat=True))
    thematiques = fuse_listes(avant, saisie.thematiques_depart, saisie.thematiques)
    communes = sorted(fuse_listes(current.communes, saisie.communes_depart, saisie.communes))
    is_texte_change = prets.textes != get_textes(current)
    if not is_texte_change and thematiques == avant and communes == sorted(current.communes):
        return ()
    current.communes = communes
    if is_texte_change:
        update_textes(current, by=by, prets=prets, is_fusion=saisie.is_fusion)
    else:
        # Whom the note concerns changed, not what it says: no new version of the text.
        current.updated_by, current.version = by, current.version + 1
        current.save_without_historical_record()  # type: ignore[attr-defined]  # added by simple-history
    _set_thematiques(current, thematiques)
    geste = Geste.FUSIONNER if prets.auteurs or saisie.is_fusion else Geste.MODIFIER
    record(by, geste, current, current.espace, version=current.version)
    return prets.auteurs


@transaction.atomic
def delete_note(*, by: Compte, note: Note) -> None:
    """Put a note aside; its text, its versions and what is attached to it stay. Doing it twice changes nothing."""
    refuse_espace_expire(note.espace)
    if Note.objects.filter(pk=note.pk, date_suppression__isnull=True).update(date_suppression=timezone.now()):
        record(by, Geste.SUPPRIMER, note, note.espace)


@transaction.atomic
def restore_note(*, by: Compte, note: Note) -> None:
    """Bring back a note that was put aside."""
    refuse_espace_expire(note.espace)
    if Note.objects.filter(pk=note.pk, date_suppression__isnull=False).update(date_suppression=None):
        record(by, Geste.RESTAURER, note, note.espace)


@transaction.atomic
def delete_corbeille(*, by: Compte, espace: Espace, uuids: Iterable[UUID]) -> int:
    """Erase for good these notes of an espace, those that are still put aside; how many they were.

    Their versions and the links that opened them go too; the journal tells the other packages, which erase theirs.
    """
    refuse_espace_expire(espace)
    return _delete_notes(by, Note.objects.filter(espace=espace, pk__in=list(uuids), date_suppression__isnull=False))


@transaction.atomic
def delete_notes_oubliees(limite: datetime) -> int:
    """The same for what was put aside before this moment, in every espace; nobody does it."""
    return _delete_notes(None, Note.objects.filter(date_suppression__lt=limite))


def _delete_notes(by: Compte | None, notes: QuerySet[Note]) -> int:
    deleted = 0
    for note in notes.select_related("espace").select_for_update(of=("self",)):
        reference = objets.get_reference(note)
        LienMagique.objects.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid).delete()
        record(by, Geste.EFFACER, note, note.espace)
        note.delete()
        deleted += 1
    return deleted
