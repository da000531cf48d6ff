"""Replace the demi-journées of a session all at once: deleted, added and moved ones."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.formation.actions.verrou import CHANGEE, lock_session, refuse_fermee, set_dates
from convive.formation.models import DemiJournee, Emargement, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.session import MAX_DEMI_JOURNEES, DemiJourneePrevue, refuse_demi_journees
from convive.journal.models import Geste

type Lignes = list[tuple[UUID | None, DemiJourneePrevue]]
"""(Existing demi-journée or None for a new one, its new values)."""
CHAMPS = ("date", "moment", "debut", "fin", "titre", "is_distance")


@transaction.atomic
def update_demi_journees(*, by: Compte, session: SessionFormation, lignes: Lignes, version: int) -> SessionFormation:
    """Replace all the demi-journées: those missing from `lignes` are deleted. The same lines again have no effect.

    Raise FormationRefusee, with `champs` by line number for invalid values, or if presence is already recorded for one
    that would be deleted or moved.
    """
    current = lock_session(session)
    refuse_fermee(current)
    if version != current.version:
        # A missing line means a deleted one, so two versions of the whole table cannot be merged.
        raise FormationRefusee(CHANGEE)
    if len(lignes) > MAX_DEMI_JOURNEES:
        raise FormationRefusee(f"{MAX_DEMI_JOURNEES} demi-journées au plus.")
    if refus := refuse_demi_journees([ligne for _, ligne in lignes]):
        raise FormationRefusee(champs={str(rang): phrase for rang, phrase in refus.items()})
    connues = {row.pk: row for row in DemiJournee.objects.filter(session=current)}
    gardees = {uuid for uuid, _ in lignes if uuid in connues}
    parties = set(connues) - gardees
    changes = [uuid for uuid, ligne in lignes if uuid not in connues or _read(connues[uuid]) != _get_valeurs(ligne)]
    if not changes and not parties:
        return current
    deplacees = {uuid for uuid, ligne in lignes if uuid in connues and _is_deplacee(connues[uuid], ligne)}
    _refuse_signees(parties | deplacees)
    DemiJournee.objects.filter(pk__in=parties).delete()
    _put_aside(current, gardees)
    for uuid, ligne in lignes:
        row = connues.get(uuid) if uuid else None
        row = row or DemiJournee(session=current)
        for champ, valeur in _get_valeurs(ligne).items():
            setattr(row, champ, valeur)
        row.save()
    current.version += 1
    set_dates(current)
    record(by, Geste.MODIFIER, current, current.espace, demi_journees=len(lignes))
    return current


def _is_deplacee(row: DemiJournee, ligne: DemiJourneePrevue) -> bool:
    return (row.date, row.moment) != (ligne.date, ligne.moment)


def _refuse_signees(uuids: set[UUID]) -> None:
    """Refuse to delete or move a demi-journée with recorded presence; its hours can still be corrected."""
    signees = DemiJournee.objects.filter(pk__in=uuids).filter(
        Exists(Emargement.objects.filter(demi_journee=OuterRef("pk")))
    )
    if signee := signees.first():
        raise FormationRefusee(f"Des présences sont notées ({signee})\u00a0: cette demi-journée reste à sa date.")


def _put_aside(session: SessionFormation, uuids: set[UUID]) -> None:
    """Move every row to a temporary date of its own, so that two that swap places do not break the unique
    constraint."""
    for rang, uuid in enumerate(sorted(uuids)):
        DemiJournee.objects.filter(session=session, pk=uuid).update(date=date(1900, 1, 1) + timedelta(days=rang))


def _get_valeurs(ligne: DemiJourneePrevue) -> Mapping[str, object]:
    return {champ: getattr(ligne, champ) for champ in CHAMPS} | {"sequences": list(ligne.sequences)}


def _read(row: DemiJournee) -> Mapping[str, object]:
    return {champ: getattr(row, champ) for champ in CHAMPS} | {"sequences": list(row.sequences)}
