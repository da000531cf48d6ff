"""Note what stagiaires do, objective by objective."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.formation.actions.verrou import lock_session
from convive.formation.models import ObservationObjectif, SessionFormation
from convive.formation.rules.observation import Case
from convive.formation.selectors.observation import read_observations
from convive.journal.models import Geste


@transaction.atomic
def update_observations(
    *, by: Compte, session: SessionFormation, cases: Mapping[tuple[UUID, str], tuple[Case, Case]]
) -> int:
    """Save the boxes that somebody changed, given as (before, after), and return how many. A box that she left as she
    found it keeps what another trainer wrote meanwhile. Raise EspaceExpire, FormationRefusee."""
    current = lock_session(session)
    tableau = read_observations(current)
    connues = {(ligne.inscription.pk, objectif.cle) for ligne in tableau.lignes for objectif, _ in ligne.cases}
    changees = {cle: apres for cle, (avant, apres) in cases.items() if cle in connues and avant != apres}
    for (inscription, objectif), case in changees.items():
        rows = ObservationObjectif.objects.filter(inscription=inscription, objectif=objectif)
        if case.is_vide:
            rows.delete()
        else:
            ObservationObjectif.objects.update_or_create(
                inscription_id=inscription, objectif=objectif, defaults={"niveau": case.niveau, "mot": case.mot}
            )
    if changees:
        # What is noted of people is not in the journal, only that it was.
        record(by, Geste.MODIFIER, current, current.espace, observations=len(changees))
    return len(changees)
