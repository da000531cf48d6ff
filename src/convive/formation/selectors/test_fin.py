"""The end test of a session, as each person reads it and as it is marked."""

from collections.abc import Mapping
from typing import Any

from convive.formation.models import Inscription, QuestionnaireSession, SessionFormation
from convive.formation.rules.banque import (
    Banque,
    QuestionBanque,
    build_test,
    draw_questions,
    restrict_banque,
    sort_resultat,
)
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.questionnaires import LigneCorrigee, Questionnaire, ResultatTest, correct_test
from convive.formation.selectors.cours import COURS, get_cours
from convive.formation.selectors.questionnaires import get_banque, get_questionnaires


def list_questions(session: SessionFormation) -> tuple[str, ...]:
    """The keys of the questions that a session asks: those that its trainer chose, otherwise a draw of its own."""
    return tuple(session.test_questions) or draw_questions(get_banque_session(session), session.pk.hex)


def get_banque_session(session: SessionFormation) -> Banque:
    """The questions that a session may ask: a programme made from a course of fewer objectives has fewer."""
    source = session.programme.source
    objectifs = [row.cle for row in get_cours(source).objectifs] if source in COURS else ()
    return restrict_banque(get_banque(), objectifs)


def has_commence(session: SessionFormation) -> bool:
    """Whether somebody has saved an answer to the test of this session."""
    rows = QuestionnaireSession.objects.filter(session=session, cle=Enquete.TEST_FIN.value)
    return any(row.tirage or row.reponses for row in rows)


def build_tirage(inscription: Inscription) -> dict[str, Any]:
    """What is kept with her answers, for the test to be read and marked later as she read it."""
    banque = get_banque()
    return {
        "banque": banque.date.isoformat(),
        "questions": list(list_questions(inscription.session)),
        "graine": inscription.pk.hex,
    }


def is_ancien(row: QuestionnaireSession | None) -> bool:
    """Whether she began the former test, of ten fixed questions."""
    return row is not None and not row.tirage and bool(row.reponses or row.is_termine)


def get_test(row: QuestionnaireSession | None, inscription: Inscription) -> Questionnaire:
    """Her test: that of her answers if she has any, otherwise that of her session."""
    if is_ancien(row):
        return get_questionnaires()[Enquete.TEST_FIN]
    return _build(row.tirage if row and row.tirage else build_tirage(inscription))


def correct(row: QuestionnaireSession) -> ResultatTest:
    """Mark a finished test, with the questions that it asked."""
    if not row.tirage:
        return correct_test(get_questionnaires()[Enquete.TEST_FIN], row.reponses)
    return sort_resultat(get_banque(), correct_test(_build(row.tirage), row.reponses))


def list_corriges(resultat: ResultatTest) -> list[tuple[LigneCorrigee, QuestionBanque | None]]:
    """Each line with its question of the bank, for its kind and its sources; None in the former test."""
    connues = get_banque().questions
    return [(ligne, connues.get(ligne.question.cle)) for ligne in resultat.lignes]


def _build(tirage: Mapping[str, Any]) -> Questionnaire:
    modele = get_questionnaires()[Enquete.TEST_FIN]
    return build_test(get_banque(), modele, tirage["questions"], tirage["graine"])
