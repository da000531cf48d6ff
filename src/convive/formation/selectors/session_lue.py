"""A session with what is needed to know its state: demi-journées, intervenants, people, organisme. Five queries."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from convive.formation.models import DemiJournee, Inscription, Intervenant, OrganismeFormation, SessionFormation
from convive.formation.rules.formation import EtatInscription, EtatSession
from convive.formation.rules.session import count_places_libres, is_passee
from convive.socle.formats import periode


@dataclass(frozen=True, slots=True)
class SessionLue:
    """`organisme` is None until it is first saved."""

    session: SessionFormation
    demi_journees: tuple[DemiJournee, ...]
    intervenants: tuple[Intervenant, ...]
    inscriptions: tuple[Inscription, ...]
    organisme: OrganismeFormation | None
    today: date

    def get_inscriptions(self, etat: str) -> list[Inscription]:
        return [row for row in self.inscriptions if row.etat == etat]

    @property
    def inscrites(self) -> list[Inscription]:
        return self.get_inscriptions(EtatInscription.INSCRITE)

    @property
    def attente(self) -> list[Inscription]:
        """The waiting list, in order of enrolment."""
        return sorted(self.get_inscriptions(EtatInscription.ATTENTE), key=lambda row: row.created_at)

    @property
    def parties(self) -> list[Inscription]:
        sorties = (EtatInscription.DESISTEMENT, EtatInscription.ABANDON)
        return [row for row in self.inscriptions if row.etat in sorties]

    @property
    def places_libres(self) -> int | None:
        return count_places_libres(self.session.places, len(self.inscrites))

    @property
    def minutes(self) -> int:
        return sum(demi.minutes for demi in self.demi_journees)

    @property
    def jours(self) -> list[tuple[date, list[DemiJournee]]]:
        """The demi-journées grouped by day."""
        return [(jour, list(demis)) for jour, demis in groupby(self.demi_journees, key=lambda demi: demi.date)]

    @property
    def periode(self) -> str:
        """« du 17 au 18 décembre 2026 », « le 17 décembre 2026 »; empty without a date."""
        debut, fin = self.session.date_debut, self.session.date_fin
        if debut is None or fin is None:
            return ""
        return periode(debut, fin)

    @property
    def is_commencee(self) -> bool:
        debut = self.session.date_debut
        return debut is not None and debut <= self.today

    @property
    def is_passee(self) -> bool:
        return is_passee(self.session.date_fin, self.today)

    @property
    def is_ouverte(self) -> bool:
        """Whether the session can still be changed."""
        return self.session.etat in (EtatSession.PREPARATION, EtatSession.OUVERTE)

    @property
    def contact_handicap(self) -> str:
        return self.session.contact_handicap or (self.organisme.contact_handicap if self.organisme else "")


def read_session(session: SessionFormation, today: date) -> SessionLue:
    return SessionLue(
        session,
        tuple(DemiJournee.objects.filter(session=session)),
        tuple(Intervenant.objects.filter(session=session)),
        tuple(Inscription.objects.filter(session=session)),
        OrganismeFormation.objects.filter(espace=session.espace_id).first(),
        today,
    )
