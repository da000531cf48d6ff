"""What a room sees: the schedule of the session, the wall of questions, the totals of the test."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import F, QuerySet

from convive.formation.models import DemiJournee, Inscription, QuestionMur, QuestionnaireSession, SessionFormation
from convive.formation.rules.deroule import TempsDate
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.formation import EtatInscription
from convive.formation.rules.salle import ResultatsSalle, add_resultats
from convive.formation.selectors.deroule import build_deroule_session
from convive.formation.selectors.test_fin import correct


@dataclass(frozen=True, slots=True)
class DemiProjetee:
    """The activities of a demi-journée, one after another."""

    ancre: str
    titre: str
    jour: date
    debut: time
    fin: time
    temps: tuple[TempsDate, ...]


def list_demi_journees(session: SessionFormation) -> list[DemiProjetee]:
    """Those that have activities; three queries."""
    deroulees, _ = build_deroule_session(session)
    rows = zip(DemiJournee.objects.filter(session=session), deroulees, strict=True)
    return [
        DemiProjetee(
            lue.ancre,
            lue.titre,
            demi.date,
            demi.debut,
            demi.fin,
            tuple(temps for sequence in lue.sequences for temps in sequence.temps),
        )
        for demi, lue in rows
        if lue.sequences
    ]


def list_questions_mur(session: SessionFormation) -> QuerySet[QuestionMur]:
    """Those that wait first, in the order in which they came."""
    return QuestionMur.objects.filter(session=session).order_by(
        F("repondue_le").asc(nulls_first=True), "created_at", "pk"
    )


def read_resultats_test(session: SessionFormation) -> ResultatsSalle:
    """The totals of the end test, by threes in the order in which people finished; two queries."""
    rows = QuestionnaireSession.objects.filter(
        session=session, cle=Enquete.TEST_FIN.value, termine_le__isnull=False
    ).order_by("termine_le", "pk")
    tests = [[(ligne.question.texte, ligne.is_juste) for ligne in correct(row).lignes] for row in rows]
    inscrites = Inscription.objects.filter(session=session, etat=EtatInscription.INSCRITE.value).count()
    return add_resultats(tests, inscrites)
