"""Write who exercises the competences of the service public de la petite enfance. The journal records the changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.offre.models import CompetenceSppe
from convive.offre.rules.offre import OffreRefusee
from convive.offre.rules.sppe import Competence


@dataclass(frozen=True, slots=True)
class SaisieSppe:
    """One answer for all these communes and competences. Without an organisation, the answers are erased."""

    communes: frozenset[str]
    competences: frozenset[Competence]
    organisation: UUID | None
    date_transfert: date | None = None


@transaction.atomic
def update_competences(*, by: Compte, espace: Espace, saisie: SaisieSppe) -> int:
    """Return how many cells of the table changed. Raise OffreRefusee for an organisation of another espace."""
    refuse_espace_expire(espace)
    organisation = Organisation.objects.filter(espace=espace, pk=saisie.organisation or UUID(int=0)).first()
    if saisie.organisation is not None and organisation is None:
        raise OffreRefusee("Cette organisation n’est pas de cet espace.")
    cells = CompetenceSppe.objects.filter(
        espace=espace, code_commune__in=saisie.communes, competence__in=saisie.competences
    )
    rows = {(row.code_commune, row.competence): row for row in cells.select_for_update()}
    changed = _remove(rows.values()) if organisation is None else _write(organisation, rows, saisie)
    if changed:
        record(by, Geste.MODIFIER, espace, espace, competences_petite_enfance=changed)
    return changed


def _remove(rows: Iterable[CompetenceSppe]) -> int:
    pks = [row.pk for row in rows]
    CompetenceSppe.objects.filter(pk__in=pks).delete()
    return len(pks)


def _write(organisation: Organisation, rows: dict[tuple[str, str], CompetenceSppe], saisie: SaisieSppe) -> int:
    wanted = (organisation.pk, saisie.date_transfert)
    changed = 0
    for code in sorted(saisie.communes):
        for competence in sorted(saisie.competences):
            row = rows.get((code, competence.value))
            if row is not None and (row.exercee_par_id, row.date_transfert) == wanted:
                continue
            row = row or CompetenceSppe(
                espace_id=organisation.espace_id, code_commune=code, competence=competence.value
            )
            row.exercee_par_id, row.date_transfert = wanted
            row.save()
            changed += 1
    return changed
