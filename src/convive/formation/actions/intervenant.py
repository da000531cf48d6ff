"""Replace the list of those who teach in a session, all at once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.formation.actions.verrou import CHANGEE, lock_session, refuse_fermee
from convive.formation.models import Emargement, Intervenant, SessionFormation
from convive.formation.refus import FormationRefusee
from convive.formation.rules.session import MAX_INTERVENANTS
from convive.journal.models import Geste

CHAMPS = ("compte_id", "nom", "email", "role", "sequences")


@transaction.atomic
def update_intervenants(
    *, by: Compte, session: SessionFormation, lignes: Sequence[tuple[UUID | None, Mapping[str, Any]]], version: int
) -> SessionFormation:
    """Replace the whole list, in order: those missing from `lignes` are removed. The same lines again have no
    effect."""
    current = lock_session(session)
    refuse_fermee(current)
    if version != current.version:
        # A missing line means a deleted one, so two versions of the whole table cannot be merged.
        raise FormationRefusee(CHANGEE)
    if len(lignes) > MAX_INTERVENANTS:
        raise FormationRefusee(f"{MAX_INTERVENANTS} personnes au plus.")
    noms = [str(valeurs["nom"]) for _, valeurs in lignes]
    if double := next((nom for nom in noms if noms.count(nom) > 1), ""):
        raise FormationRefusee(f"«\u00a0{double}\u00a0» est deux fois dans la liste.")
    connus = {row.pk: row for row in Intervenant.objects.filter(session=current)}
    before = [(row.pk, row.ordre, *(getattr(row, champ) for champ in CHAMPS)) for row in connus.values()]
    gardes = {uuid for uuid, _ in lignes if uuid in connus}
    partis = Intervenant.objects.filter(session=current).exclude(pk__in=gardes)
    if signe := partis.filter(Exists(Emargement.objects.filter(intervenant=OuterRef("pk")))).first():
        raise FormationRefusee(f"{signe} a des présences notées\u00a0: son nom reste dans la session.")
    partis.delete()
    rows = []
    for rang, (uuid, valeurs) in enumerate(lignes):
        row = (connus.get(uuid) if uuid else None) or Intervenant(session=current)
        for champ in CHAMPS:
            setattr(row, champ, valeurs[champ])
        row.ordre = rang
        rows.append(row)
    if [(row.pk, row.ordre, *(getattr(row, champ) for champ in CHAMPS)) for row in rows] == before:
        return current
    _save(rows)
    current.version += 1
    current.save()
    record(by, Geste.MODIFIER, current, current.espace, intervenants=len(rows))
    return current


def _save(rows: Sequence[Intervenant]) -> None:
    """Save the rows in two steps, under temporary names first: names are unique in a session, and may be swapped."""
    for row in rows:
        Intervenant.objects.filter(pk=row.pk).update(nom=str(row.pk))
    for row in rows:
        row.save()
