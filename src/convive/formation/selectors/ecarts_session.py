"""The proofs that each session of an organisme still lacks, cached until something changes in its espace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db.models import F, Q

from convive.espaces.models import Espace
from convive.formation.models import SessionFormation
from convive.formation.rules.ecarts import EcartsSession, build_ecarts
from convive.formation.selectors.lecture_qualiopi import LectureQualiopi
from convive.formation.selectors.portee_qualiopi import Portee
from convive.formation.selectors.qualiopi import list_ecarts
from convive.formation.selectors.resultats import MOIS_MONTRES
from convive.formation.selectors.session_lue import SessionLue
from convive.socle.memoire import Memoire

PAGE_MEMOIRE = "qualite"
"""The name of the cache of missing proofs, which the journal invalidates: every action that makes a proof is in it."""


@dataclass(frozen=True, slots=True)
class SessionAudit:
    """`is_ouvert`: shown unfolded, as the first session that lacks something."""

    session: SessionFormation
    ecarts: EcartsSession
    is_ouvert: bool = False


def list_sessions_auditees(espace: Espace, today: date) -> list[SessionFormation]:
    """Sessions to come, and those that ended less than two years ago, latest first; one query."""
    rows = SessionFormation.objects.filter(Q(date_fin__isnull=True) | Q(date_fin__gte=today - MOIS_MONTRES))
    return list(
        rows.filter(espace=espace)
        .select_related("programme")
        .order_by(F("date_debut").desc(nulls_first=True), "-numero", "pk")
    )


def read_ecarts(lecture: LectureQualiopi, session: SessionFormation) -> EcartsSession:
    return build_ecarts(list_ecarts(Portee(lecture.espace, session, lecture.today, lecture)))


def list_audits(lecture: LectureQualiopi, memoire: Memoire, nombre: int) -> Sequence[SessionAudit]:
    """The audits of the first `nombre` sessions; no query if they are cached."""
    rows = [
        (session, memoire.get(_name(session), partial(read_ecarts, lecture, session)))
        for session in lecture.sessions[:nombre]
    ]
    premiere = next((session for session, ecarts in rows if ecarts.nombre), None)
    return [SessionAudit(session, ecarts, session is premiere) for session, ecarts in rows]


def get_ecarts(lue: SessionLue, memoire: Memoire) -> EcartsSession:
    """The missing proofs of the session whose page is open, reusing what the page has already read."""
    session = lue.session

    def build() -> EcartsSession:
        lecture = LectureQualiopi(session.espace, [session], lue.today)
        lecture.organisme = lue.organisme
        lecture.inscriptions = {session.pk: list(lue.inscriptions)}
        lecture.intervenants = {session.pk: list(lue.intervenants)}
        return read_ecarts(lecture, session)

    return memoire.get(_name(session), build)


def _name(session: SessionFormation) -> str:
    return f"ecarts {session.pk}"
