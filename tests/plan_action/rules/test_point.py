"""When a point is asked and recalled, and what it becomes."""

from datetime import date

import pytest

from convive.plan_action.rules.point import Saisie, build_note, format_trimestre, get_debut_trimestre, is_a_relancer


@pytest.mark.parametrize(
    ("jour", "debut", "libelle"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), "1er trimestre 2026"),
        (date(2026, 6, 30), date(2026, 4, 1), "2e trimestre 2026"),
        (date(2026, 11, 25), date(2026, 10, 1), "4e trimestre 2026"),
    ],
)
def test_quarters(jour, debut, libelle):
    assert get_debut_trimestre(jour) == debut
    assert format_trimestre(debut) == libelle


@pytest.mark.parametrize(
    ("relances", "relancee_le", "today", "attendu"),
    [
        (0, None, date(2026, 10, 7), False),
        (0, None, date(2026, 10, 8), True),
        (1, date(2026, 10, 8), date(2026, 10, 14), False),
        (1, date(2026, 10, 8), date(2026, 10, 15), True),
        # A machine that was off sends one reminder, not two on the same day.
        (0, None, date(2026, 11, 1), True),
        (1, date(2026, 11, 1), date(2026, 11, 1), False),
        (2, date(2026, 10, 15), date(2026, 12, 1), False),
    ],
)
def test_reminders_are_due_on_their_days(relances, relancee_le, today, attendu):
    due = is_a_relancer(
        envoyee_le=date(2026, 10, 1), relances=relances, relancee_le=relancee_le, today=today, delais=(7, 14)
    )
    assert due is attendu


def test_answers_make_a_note():
    assert build_note(Saisie("Deux réunions", "", "Une date")) == (
        "Ce qui a été fait\u00a0: Deux réunions\n\nCe qu’on ajuste\u00a0: Une date"
    )
    assert build_note(Saisie(meteo="compromis")) == ""
    assert Saisie().is_vide
