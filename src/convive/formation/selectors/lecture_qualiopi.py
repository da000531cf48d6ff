"""The rows that an audit reads for an organisme and any number of its sessions: one query per kind of row, on first
use, however many sessions there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from django.db import models
from django.db.models.fields.json import KT

from convive.espaces.models import Espace
from convive.formation.models import (
    DemandeFormation,
    DemiJournee,
    DocumentFormation,
    Emargement,
    Inscription,
    Intervenant,
    ObjectifProgramme,
    OrganismeFormation,
    PublicationProgramme,
    QuestionnaireSession,
    SequenceProgramme,
    SessionFormation,
)
from convive.formation.selectors.references import Reglages
from convive.formation.selectors.registres import list_registre


class LectureQualiopi:
    """The lists are keyed by session, or by programme for rows of a programme; keys without rows are absent."""

    def __init__(self, espace: Espace, sessions: Sequence[SessionFormation], today: date) -> None:
        self.espace, self.sessions, self.today = espace, sessions, today
        self.reglages = Reglages(espace)
        self._registres: dict[type[models.Model], list[Any]] = {}

    def list_registre[M: models.Model](self, modele: type[M]) -> list[M]:
        """The lines of a register of the organisme, in its order."""
        if modele not in self._registres:
            self._registres[modele] = list_registre(modele, self.espace)
        return cast(list[M], self._registres[modele])

    @cached_property
    def organisme(self) -> OrganismeFormation | None:
        return OrganismeFormation.objects.filter(espace=self.espace).first()

    @cached_property
    def date_audit(self) -> date | None:
        """The day that the organisme chose for its next audit."""
        return self.organisme.date_audit if self.organisme else None

    @property
    def jour_audit(self) -> date:
        """The day whose version of the référentiel counts."""
        return self.date_audit or self.today

    @cached_property
    def inscriptions(self) -> Mapping[UUID, list[Inscription]]:
        """All the inscriptions, including those that are not counted."""
        return self._group(Inscription.objects.filter(session__in=self.sessions), _get_session)

    @cached_property
    def intervenants(self) -> Mapping[UUID, list[Intervenant]]:
        return self._group(Intervenant.objects.filter(session__in=self.sessions), _get_session)

    @cached_property
    def demi_journees(self) -> Mapping[UUID, list[DemiJournee]]:
        rows = DemiJournee.objects.filter(session__in=self.sessions).select_related("feuille")
        return self._group(rows, _get_session)

    @cached_property
    def emargements(self) -> Mapping[UUID, list[Emargement]]:
        """Each with its demi-journée and person, read separately because a session of thirty people has hundreds."""
        demis = _index(self.demi_journees)
        personnes: Mapping[UUID | None, Any] = _index(self.inscriptions) | _index(self.intervenants)
        rows = list(Emargement.objects.filter(demi_journee__in=list(demis)).defer("trace"))
        for row in rows:
            row.demi_journee = demis[row.demi_journee_id]
            row.inscription = personnes.get(row.inscription_id)
            row.intervenant = personnes.get(row.intervenant_id)
        return self._group(rows, lambda row: row.demi_journee.session_id)

    @cached_property
    def documents(self) -> Mapping[UUID, list[DocumentFormation]]:
        """The valid documents, with only the parts of their content that a convocation must have: `contact`, `acces`
        and `programme`."""
        rows = DocumentFormation.objects.filter(session__in=self.sessions, annule_le__isnull=True).defer("contenu")
        dits = {
            "contact": KT("contenu__organisme__contact_handicap"),
            "acces": KT("contenu__acces"),
            "programme": KT("contenu__programme__version"),
        }
        return self._group(rows.annotate(**dits).order_by("annee", "rang"), _get_session)

    @cached_property
    def questionnaires(self) -> Mapping[UUID, list[QuestionnaireSession]]:
        personnes: Mapping[UUID | None, Any] = _index(self.inscriptions) | _index(self.intervenants)
        rows = list(QuestionnaireSession.objects.filter(session__in=self.sessions))
        for row in rows:
            row.inscription = personnes.get(row.inscription_id)
            row.intervenant = personnes.get(row.intervenant_id)
        return self._group(rows, _get_session)

    @cached_property
    def publications(self) -> Mapping[UUID, list[PublicationProgramme]]:
        """Latest version first."""
        rows = PublicationProgramme.objects.filter(programme__in=self._programmes).defer("contenu")
        return self._group(rows.order_by("-numero"), _get_programme)

    @cached_property
    def objectifs(self) -> Mapping[UUID, list[ObjectifProgramme]]:
        return self._group(ObjectifProgramme.objects.filter(programme__in=self._programmes), _get_programme)

    @cached_property
    def sequences(self) -> Mapping[UUID, list[SequenceProgramme]]:
        return self._group(SequenceProgramme.objects.filter(programme__in=self._programmes), _get_programme)

    @cached_property
    def demandes(self) -> Mapping[UUID, list[DemandeFormation]]:
        """The requests from which a programme was created."""
        rows = DemandeFormation.objects.filter(espace=self.espace, programme__in=self._programmes)
        return self._group(rows, _get_programme)

    @property
    def _programmes(self) -> set[UUID]:
        return {session.programme_id for session in self.sessions}

    def _group[M: models.Model](self, rows: Iterable[M], get_cle: Callable[[M], UUID]) -> Mapping[UUID, list[M]]:
        """Group rows by key; no query if there is no session."""
        found: dict[UUID, list[M]] = defaultdict(list)
        for row in rows if self.sessions else ():
            found[get_cle(row)].append(row)
        return dict(found)


def _get_session(row: Any) -> UUID:
    return cast(UUID, row.session_id)


def _get_programme(row: Any) -> UUID:
    return cast(UUID, row.programme_id)


def _index[M: models.Model](rows: Mapping[UUID, list[M]]) -> dict[Any, M]:
    return {row.pk: row for siennes in rows.values() for row in siennes}
