"""Write in the carnet. Every action writes the journal."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Coches, Saisie, update_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, LienMagique, Note, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Geste
from convive.socle.objets import objets


@dataclass(frozen=True, slots=True)
class SaisieNote:
    """What a form holds. `version` is the one it started from, None for who has just read the note.

    `is_fusion` tells that the text is the union of two.
    """

    titre: str
    texte: str
    version: int | None = None
    thematiques: Coches[UUID] = field(default_factory=Coches)
    communes: Coches[str] = field(default_factory=Coches)
    is_fusion: bool = False


@transaction.atomic
def create_note(*, by: Compte, espace: Espace, saisie: SaisieNote) -> Note:
    refuse_espace_expire(espace)
    note = Note.objects.create(
        espace=espace,
        titre=saisie.titre,
        texte=saisie.texte,
        communes=sorted(saisie.communes.choisies),
        created_by=by,
        updated_by=by,
    )
    note.thematiques.set(Thematique.objects.filter(espace=espace, pk__in=saisie.thematiques.choisies))
    record(by, Geste.CREER, note, espace)
    return note


def _lock_note(note: Note) -> Note:
    """The row as it is now, kept until the end of the transaction. Raise EspaceRefuse when it was deleted."""
    locked = Note.objects.select_for_update().filter(pk=note.pk).first()
    refuse_espace_expire(note.espace)
    if locked is None or locked.date_suppression is not None:
        raise EspaceRefuse("Cette note a été supprimée entre-temps.")
    locked.espace = note.espace
    return locked


@transaction.atomic
def update_note(*, by: Compte, note: Note, saisie: SaisieNote) -> bool:
    """Save what was typed; whether something changed.

    Raise FicheChangee when someone else saved it meanwhile, EspaceRefuse when it was deleted: nothing is saved.
    """
    valeurs = {"titre": saisie.titre, "texte": saisie.texte}
    coches: dict[str, Coches[Any]] = {"thematiques": saisie.thematiques, "communes": saisie.communes}
    return update_fiche(_lock_note(note), Saisie(valeurs, saisie.version, coches, saisie.is_fusion), by=by)


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
