"""The observations of a session, and the end-of-training assessment of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from convive.formation.models import (
    Inscription,
    ObjectifProgramme,
    ObservationObjectif,
    QuestionnaireSession,
    SessionFormation,
)
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.observation import Case, ObjectifEvalue, evaluate
from convive.formation.selectors.ateliers import list_presents
from convive.formation.selectors.test_fin import correct


@dataclass(frozen=True, slots=True)
class LigneObservation:
    """A stagiaire with her box for each objective, in the order of the programme."""

    inscription: Inscription
    cases: tuple[tuple[ObjectifProgramme, Case], ...]


@dataclass(frozen=True, slots=True)
class TableauObservation:
    objectifs: tuple[ObjectifProgramme, ...]
    lignes: tuple[LigneObservation, ...]

    @property
    def notees(self) -> int:
        return sum(bool(case.niveau) for ligne in self.lignes for _, case in ligne.cases)

    @property
    def total(self) -> int:
        return len(self.lignes) * len(self.objectifs)


def read_observations(session: SessionFormation) -> TableauObservation:
    """Three queries."""
    objectifs = tuple(session.programme.objectifs.all())
    cases = read_cases(session)
    return TableauObservation(
        objectifs,
        tuple(
            LigneObservation(
                row, tuple((objectif, cases.get((row.pk, objectif.cle), Case())) for objectif in objectifs)
            )
            for row in list_presents(session)
        ),
    )


def read_cases(session: SessionFormation) -> Mapping[tuple[UUID, str], Case]:
    """(Inscription, objective) → what is noted."""
    rows = ObservationObjectif.objects.filter(inscription__session=session)
    return {(row.inscription_id, row.objectif): Case(row.niveau, row.mot) for row in rows}


def evaluate_objectifs(inscription: Inscription) -> list[ObjectifEvalue]:
    """The assessment of a person, empty until a trainer has observed her; three queries."""
    niveaux = dict(
        ObservationObjectif.objects.filter(inscription=inscription).exclude(niveau="").values_list("objectif", "niveau")
    )
    if not niveaux:
        return []
    objectifs = [(row.cle, str(row)) for row in inscription.session.programme.objectifs.all()]
    test = QuestionnaireSession.objects.filter(
        inscription=inscription, cle=Enquete.TEST_FIN.value, termine_le__isnull=False
    ).first()
    tests = {row.cle: row for row in correct(test).objectifs} if test else {}
    return evaluate(objectifs, niveaux, tests)
