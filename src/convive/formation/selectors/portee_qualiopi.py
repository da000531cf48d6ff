"""The scope of an audit: an organisme, and optionally one of its sessions. Each list is read once, on first use."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from convive.espaces.models import Espace
from convive.formation.models import (
    DemandeFormation,
    DemiJournee,
    DocumentFormation,
    DossierIntervenant,
    Emargement,
    Inscription,
    Intervenant,
    ObjectifProgramme,
    OrganismeFormation,
    PublicationProgramme,
    SequenceProgramme,
    SessionFormation,
    SousTraitance,
)
from convive.formation.rules.formation import SUIVIES, EtatSession
from convive.formation.rules.qualiopi import DelaisPreuves, Preuve
from convive.formation.rules.registres import is_ancienne
from convive.formation.selectors.enquetes import EnqueteLue, build_enquetes
from convive.formation.selectors.lecture_qualiopi import LectureQualiopi
from convive.formation.selectors.presence import get_suivie
from convive.formation.selectors.references import Reglages

MINUTES_JOUR = 420
"""Two demi-journées of three and a half hours."""


class Portee:
    """`lecture` is what was read for several sessions including this one; by default, only this one is read."""

    def __init__(
        self, espace: Espace, session: SessionFormation | None, today: date, lecture: LectureQualiopi | None = None
    ) -> None:
        self.espace, self.session, self.today = espace, session, today
        self.lecture = lecture or LectureQualiopi(espace, [session] if session else [], today)

    @property
    def reglages(self) -> Reglages:
        return self.lecture.reglages

    @property
    def organisme(self) -> OrganismeFormation | None:
        return self.lecture.organisme

    @cached_property
    def inscriptions(self) -> list[Inscription]:
        """The inscriptions that count in the session."""
        return [row for row in self._get(self.lecture.inscriptions) if row.etat in SUIVIES] if self.session else []

    @property
    def demi_journees(self) -> list[DemiJournee]:
        return self._get(self.lecture.demi_journees)

    @property
    def emargements(self) -> list[Emargement]:
        return self._get(self.lecture.emargements)

    @property
    def documents(self) -> list[DocumentFormation]:
        return self._get(self.lecture.documents)

    @cached_property
    def publications(self) -> list[PublicationProgramme]:
        """The versions of the programme up to the last day of the session, latest first."""
        fin = self.session.date_fin if self.session else None
        return [row for row in self._get_programme(self.lecture.publications) if fin is None or row.date <= fin]

    @property
    def intervenants(self) -> list[Intervenant]:
        return self._get(self.lecture.intervenants)

    @property
    def objectifs(self) -> list[ObjectifProgramme]:
        return self._get_programme(self.lecture.objectifs)

    @property
    def sequences(self) -> list[SequenceProgramme]:
        return self._get_programme(self.lecture.sequences)

    @property
    def demandes(self) -> list[DemandeFormation]:
        return self._get_programme(self.lecture.demandes)

    @property
    def dossiers(self) -> list[DossierIntervenant]:
        return self.lecture.list_registre(DossierIntervenant)

    @cached_property
    def sous_traitances(self) -> list[SousTraitance]:
        """Those of the organisme; for a session, its own and those that cover its dates."""
        return [row for row in self.lecture.list_registre(SousTraitance) if self._is_concernee(row)]

    def _is_concernee(self, row: SousTraitance) -> bool:
        if self.session is None or row.session_id == self.session.pk:
            return True
        debut, fin = self.session.date_debut, self.session.date_fin
        if row.session_id is not None:
            return False
        if debut is None or fin is None:
            return True
        return (row.date_debut is None or row.date_debut <= fin) and (row.date_fin is None or row.date_fin >= debut)

    def _get[M](self, rows: Mapping[UUID, list[M]]) -> list[M]:
        return rows.get(self.session.pk, []) if self.session else []

    def _get_programme[M](self, rows: Mapping[UUID, list[M]]) -> list[M]:
        return rows.get(self.session.programme_id, []) if self.session else []

    @cached_property
    def jours(self) -> int:
        """How many days it lasts, according to its demi-journées, or else to its programme."""
        if self.session is None:
            return 0
        dates = len({row.date for row in self.demi_journees})
        return dates or -(-self.session.programme.duree_minutes // MINUTES_JOUR)

    @property
    def is_annulee(self) -> bool:
        return self.session is not None and self.session.etat == EtatSession.ANNULEE

    @cached_property
    def suivies(self) -> dict[UUID, int]:
        """Inscription id → minutes actually attended; no query of its own."""
        found: dict[UUID, int] = defaultdict(int)
        for row in self.emargements:
            if row.inscription_id is not None:
                found[row.inscription_id] += get_suivie(row).suivies
        return found

    @cached_property
    def enquetes(self) -> list[EnqueteLue]:
        """The questionnaires of the session, with how many people answered."""
        if self.session is None:
            return []
        return build_enquetes(
            self.session,
            self._get(self.lecture.questionnaires),
            self.inscriptions,
            len(self.intervenants),
            self.reglages.get_delais_enquetes(self.session.date_fin or self.today),
            self.today,
        )

    @cached_property
    def delais(self) -> DelaisPreuves:
        """The delays in force on the last day of the session, as for its questionnaires."""
        jour = (self.session.date_fin if self.session else None) or self.today
        lus = (self.reglages.get_duree(cle, jour) for cle in ("a_froid_mois", "preuves_apres_jours"))
        return DelaisPreuves(*lus)

    @cached_property
    def depuis(self) -> date:
        """The date before which a line of a register is too old to be a proof."""
        return self.today - timedelta(days=self.reglages.get_duree("preuve_jours", self.today))

    def is_verifie(self, verifie_le: date | None) -> bool:
        """Whether something checked on that day does not have to be checked again yet."""
        jours = self.reglages.get_duree("verification_jours", self.today)
        return verifie_le is not None and not is_ancienne(verifie_le, self.today, jours)


type Fournisseur = Callable[[Portee], Iterable[Preuve]]
"""A provider of proofs of one kind; it only reads."""
