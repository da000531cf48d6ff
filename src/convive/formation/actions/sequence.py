"""Edit the séquences of a programme and their places; changes of two trainers at once are merged."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.formation.actions.programme import create_sequence_brique, lock_programme, save_programme, update_duree
from convive.formation.models import Programme, SequenceProgramme
from convive.formation.refus import FormationRefusee
from convive.formation.rules.cours import SequenceCours
from convive.formation.rules.formation import Moment
from convive.formation.rules.programme import MAX_SEQUENCES
from convive.formation.rules.sequence import LISTES
from convive.journal.models import Geste


@transaction.atomic
def update_sequence(*, by: Compte, sequence: SequenceProgramme, saisie: Saisie, textes: Mapping[str, str]) -> bool:
    """Save a séquence, whose lists are given as texts. Return whether something changed.

    Raise FicheChangee if someone else saved it meanwhile.
    """
    programme, current = _lock(sequence)
    ecriture = Ecriture(current, saisie)
    for champ, texte in textes.items():
        write, read = LISTES[champ]
        # Compare the written form, since the lists of a shipped course may have different whitespace.
        if write(getattr(current, champ)) != texte:
            ecriture.add(champ)
            setattr(current, champ, read(texte))
    if ecriture.is_changee:
        save_ecriture(ecriture, by=by, sur=programme, sequence=current.titre)
        update_duree(programme)
    return ecriture.is_changee


@transaction.atomic
def create_sequence(
    *, by: Compte, programme: Programme, titre: str, brique: SequenceCours | None, jour: int, moment: Moment
) -> SequenceProgramme:
    """Add a séquence of a course, or an empty one, at the end of a demi-journée."""
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
    """Set the demi-journée of each séquence, in this order, and remove those in `retraits`. One that someone else has
    just added keeps its place; the same places again have no effect."""
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
