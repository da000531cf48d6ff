"""What a room may see: no total moves by fewer than three people."""

from datetime import date

import pytest

from convive.formation.rules.salle import add_resultats, count_montrees, is_mur_ouvert


@pytest.mark.parametrize(("terminees", "montrees"), [(0, 0), (2, 0), (3, 3), (5, 3), (6, 6), (8, 6)])
def test_answers_are_counted_by_threes(terminees: int, montrees: int) -> None:
    assert count_montrees(terminees) == montrees


def test_one_more_person_changes_no_total() -> None:
    tests = [[("Q1", True)], [("Q1", False)], [("Q1", True)]]
    avant = add_resultats(tests, 5)

    apres = add_resultats([*tests, [("Q1", False)]], 5)

    assert [(row.justes, row.total, row.pourcentage) for row in avant.lignes] == [(2, 3, 67)]
    assert apres.lignes == avant.lignes
    assert (apres.terminees, apres.montrees) == (4, 3)


def test_question_asked_to_fewer_than_three_is_left_out() -> None:
    tests = [[("Q1", True), ("Q2", True)], [("Q1", True)], [("Q1", False)]]

    assert [row.question for row in add_resultats(tests, 3).lignes] == ["Q1"]


@pytest.mark.parametrize(
    ("jour", "ouvert"), [(date(2026, 5, 3), False), (date(2026, 5, 4), True), (date(2026, 5, 5), True)]
)
def test_wall_is_written_during_the_session(jour: date, ouvert: bool) -> None:
    assert is_mur_ouvert(date(2026, 5, 4), date(2026, 5, 5), jour) is ouvert
    assert is_mur_ouvert(None, None, jour) is False
