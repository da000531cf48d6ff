"""The results of an organisme's sessions, for indicator 2. Each figure has its denominator."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from convive.formation.models import SessionFormation
from convive.formation.rules.bilan_session import Part
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.formation import SUIVIES, EtatInscription, EtatSession
from convive.formation.rules.presence import compute_assiduite
from convive.formation.rules.resultats import Satisfaction, add_satisfactions, compute_satisfaction
from convive.formation.selectors.lecture_qualiopi import LectureQualiopi
from convive.formation.selectors.presence import get_suivie
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.socle.formats import duree_minutes, nombre_accorde

MOIS_MONTRES = timedelta(days=730)
ABANDONS = "Abandons"


@dataclass(frozen=True, slots=True)
class ChiffresSession:
    """`prevues` and `suivies` are minutes, for all stagiaires together; `is_pointee`: presence is recorded for
    everybody at every demi-journée, otherwise the hours are not known yet."""

    abandons: Part
    prevues: int
    suivies: int
    is_pointee: bool
    satisfaction: Satisfaction

    @property
    def stagiaires(self) -> int:
        return self.abandons.total

    @property
    def heures(self) -> str:
        if not self.is_pointee:
            return "pas encore toutes pointées"
        return f"{duree_minutes(self.suivies)} sur {duree_minutes(self.prevues)}"

    @property
    def phrase(self) -> str:
        abandons = nombre_accorde(self.abandons.nombre, "abandon") if self.abandons.nombre else "aucun abandon"
        debut = f"{nombre_accorde(self.stagiaires, 'stagiaire')}, {abandons}. Heures suivies : {self.heures}."
        return f"{debut} {self.satisfaction.phrase}"


@dataclass(frozen=True, slots=True)
class TotauxResultats:
    """The totals of all the sessions shown; secret figures are not included in sums."""

    abandons: Part
    satisfaction: Satisfaction


def add_resultats(resultats: Collection[ChiffresSession]) -> TotauxResultats | None:
    """The totals; None for fewer than two sessions."""
    if len(resultats) < 2:
        return None
    abandons = Part(ABANDONS, sum(row.abandons.nombre for row in resultats), sum(row.stagiaires for row in resultats))
    return TotauxResultats(abandons, add_satisfactions(row.satisfaction for row in resultats))


def is_montree(session: SessionFormation, today: date) -> bool:
    """Whether the results of a session are shown: it took place, and ended less than two years ago."""
    fin = session.date_fin
    return session.etat != EtatSession.ANNULEE and fin is not None and today - MOIS_MONTRES <= fin < today


def read_resultats(lecture: LectureQualiopi) -> Mapping[UUID, ChiffresSession]:
    """The results of sessions that ended less than two years ago, in the order of `lecture`."""
    rows = [session for session in lecture.sessions if is_montree(session, lecture.today)]
    return {session.pk: compute_chiffres(lecture, session) for session in rows}


def compute_chiffres(lecture: LectureQualiopi, session: SessionFormation) -> ChiffresSession:
    inscriptions = lecture.inscriptions.get(session.pk, [])
    siens = [
        row
        for row in lecture.emargements.get(session.pk, [])
        if row.inscription is not None and row.inscription.etat in SUIVIES
    ]
    avis = [
        row.reponses
        for row in lecture.questionnaires.get(session.pk, [])
        if row.cle == Enquete.A_CHAUD and row.termine_le is not None
    ]
    etats = [row.etat for row in inscriptions if row.etat in SUIVIES]
    assiduite = compute_assiduite(get_suivie(row) for row in siens)
    attendues = len(etats) * len(lecture.demi_journees.get(session.pk, []))
    return ChiffresSession(
        Part(ABANDONS, etats.count(EtatInscription.ABANDON), len(etats)),
        assiduite.prevues,
        assiduite.suivies,
        bool(attendues) and len(siens) >= attendues and not assiduite.a_pointer,
        compute_satisfaction(get_questionnaires()[Enquete.A_CHAUD], avis, etats.count(EtatInscription.INSCRITE)),
    )
