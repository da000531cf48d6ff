"""Write a sequence of a programme, give each its place; two trainers who write at once are joined."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.actions.trace import record
from convive.formation.actions.programme import create_sequence_brique, lock_programme, save_programme, update_duree
from convive.formation.models import Programme, SequenceProgramme
from convive.formation.refus import FormationRefusee
from convive.formation.rules.cours import SequenceCours
from convive.formation.rules.formation import Moment
from convive.formation.rules.fusion import fuse_saisie
from convive.formation.rules.programme import MAX_SEQUENCES
from convive.formation.rules.sequence import (
    TEXTES,
    read_apports,
    read_deroule,
    read_lignes,
    write_apports,
    write_deroule,
    write_lignes,
)
from convive.journal.models import Geste


def read_valeurs(sequence: SequenceProgramme) -> dict[str, Any]:
    """A sequence as its form compares it: its lists as texts that can be merged."""
    return {
        "titre": sequence.titre,
        "outil": sequence.outil,
        "objectifs": sorted(sequence.objectifs),
        "pages": sorted(sequence.pages),
        "capacites": write_lignes(sequence.capacites),
        "notes_formateur": write_lignes(sequence.notes_formateur),
        "deroule": write_deroule(sequence.deroule),
        "apports": write_apports(sequence.apports),
    }


@transaction.atomic
def update_sequence(
    *, by: Compte, sequence: SequenceProgramme, valeurs: Mapping[str, Any], version: int, depart: Mapping[str, Any]
) -> SequenceProgramme:
    """Save a sequence, joined with what someone else saved meanwhile. The same again changes nothing.

    `valeurs` and `depart` have the shape of `read_valeurs`. Raise FicheEnConflit when a field, or a line, was changed
    twice: nothing is saved then.
    """
    programme, current = _lock(sequence)
    actuelles = read_valeurs(current)
    depart = actuelles if version == current.version else depart
    reunies = fuse_saisie(depart=depart, actuelles=actuelles, saisies=valeurs, textes=TEXTES)
    if reunies.conflits:
        raise FicheEnConflit(reunies.conflits, reunies.valeurs, current.version)
    changed = [champ for champ, valeur in reunies.valeurs.items() if valeur != actuelles[champ]]
    if not changed:
        return current
    lues: Mapping[str, Any] = reunies.valeurs
    current.titre, current.outil = lues["titre"], lues["outil"]
    current.objectifs, current.pages = lues["objectifs"], lues["pages"]
    current.capacites, current.notes_formateur = read_lignes(lues["capacites"]), read_lignes(lues["notes_formateur"])
    current.deroule, current.apports = read_deroule(lues["deroule"]), read_apports(lues["apports"])
    current.version += 1
    current.save()
    update_duree(programme)
    record(by, Geste.MODIFIER, programme, programme.espace, sequence=current.titre, champs=changed)
    return current


@transaction.atomic
def create_sequence(
    *, by: Compte, programme: Programme, titre: str, brique: SequenceCours | None, jour: int, moment: Moment
) -> SequenceProgramme:
    """Add a brick, or an empty sequence when there is none, at the end of a half-day."""
    current = lock_programme(programme)
    cles = set(current.sequences.values_list("cle", flat=True))
    if len(cles) >= MAX_SEQUENCES:
        raise FormationRefusee(f"{MAX_SEQUENCES} séquences au plus dans un programme.")
    placees = (
        current.sequences.filter(jour=jour, moment=moment.value).order_by("-ordre").values_list("ordre", flat=True)
    )
    ordre = (placees.first() or 0) + 1
    base = brique.cle if brique else "N"
    cle = next(c for rang in range(1, 100) if (c := base if rang == 1 else f"{base}_{rang}") not in cles)
    if brique:
        sequence = create_sequence_brique(current, brique, cle, jour, moment, ordre)
    else:
        sequence = SequenceProgramme.objects.create(
            programme=current, cle=cle, jour=jour, moment=moment.value, ordre=ordre, titre=titre
        )
    update_duree(current)
    save_programme(current)
    record(by, Geste.MODIFIER, current, current.espace, sequence=str(sequence), ajout=True)
    return sequence


@transaction.atomic
def update_places(
    *, by: Compte, programme: Programme, places: Sequence[tuple[UUID, int, Moment]], retraits: frozenset[UUID]
) -> None:
    """Give each sequence its half-day, in this order, and take out those of `retraits`. One that someone else just
    added keeps its place; the same again changes nothing."""
    current = lock_programme(programme)
    rows = {row.pk: row for row in current.sequences.all()}
    retires = sorted(str(rows[uuid]) for uuid in retraits if uuid in rows)
    SequenceProgramme.objects.filter(programme=current, pk__in=retraits).delete()
    moved, rangs = False, dict[tuple[int, Moment], int]()
    for uuid, jour, moment in places:
        row = rows.get(uuid)
        if row is None or uuid in retraits:
            continue
        rangs[jour, moment] = ordre = rangs.get((jour, moment), 0) + 1
        if (row.jour, row.moment, row.ordre) != (jour, moment, ordre):
            moved = True
            SequenceProgramme.objects.filter(pk=row.pk).update(jour=jour, moment=moment.value, ordre=ordre)
    if not (moved or retires):
        return
    update_duree(current)
    save_programme(current)
    record(by, Geste.MODIFIER, current, current.espace, champs=["places"], retires=retires)


def _lock(sequence: SequenceProgramme) -> tuple[Programme, SequenceProgramme]:
    programme = lock_programme(sequence.programme)
    locked = SequenceProgramme.objects.select_for_update().filter(pk=sequence.pk, programme=programme).first()
    if locked is None:
        raise FormationRefusee("Cette séquence vient d’être retirée par quelqu’un d’autre.")
    return programme, locked
