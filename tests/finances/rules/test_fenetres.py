"""The usual period of an aid: the one under way, otherwise the next one, over the end of a year too."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.finances.rules.fenetres import Fenetre, compute_fenetre

MOIS = st.integers(1, 12)
JOURS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("mois", "today", "attendu"),
    [
        ((None, None), date(2026, 12, 1), None),
        ((1, 3), date(2026, 12, 1), Fenetre(date(2027, 1, 1), date(2027, 3, 31), False)),
        ((1, 3), date(2026, 3, 31), Fenetre(date(2026, 1, 1), date(2026, 3, 31), True)),
        ((1, 3), date(2026, 4, 1), Fenetre(date(2027, 1, 1), date(2027, 3, 31), False)),
        ((12, 2), date(2028, 2, 29), Fenetre(date(2027, 12, 1), date(2028, 2, 29), True)),
        ((12, 2), date(2028, 3, 1), Fenetre(date(2028, 12, 1), date(2029, 2, 28), False)),
        ((11, 1), date(2026, 12, 31), Fenetre(date(2026, 11, 1), date(2027, 1, 31), True)),
        ((None, 8), date(2026, 8, 31), Fenetre(None, date(2026, 8, 31), None)),
        ((None, 8), date(2026, 9, 1), Fenetre(None, date(2027, 8, 31), None)),
        ((11, None), date(2026, 11, 30), Fenetre(date(2026, 11, 1), None, None)),
        ((11, None), date(2026, 12, 1), Fenetre(date(2027, 11, 1), None, None)),
    ],
)
def test_period_under_way_or_next(mois, today, attendu):
    assert compute_fenetre(*mois, today) == attendu


@pytest.mark.parametrize(
    ("mois", "phrase"),
    [
        ((10, 1), "d’octobre\u00a02026 à janvier\u00a02027."),
        ((3, 3), "en mars\u00a02027."),
        ((None, 5), "jusqu’en mai\u00a02027."),
        ((8, None), "à partir d’août\u00a02027."),
        ((2, None), "à partir de février\u00a02027."),
    ],
)
def test_period_is_said_by_its_months(mois, phrase):
    fenetre = compute_fenetre(*mois, date(2026, 12, 1))
    assert fenetre is not None
    assert fenetre.phrase == f"Période habituelle\u00a0: {phrase}"
    assert bool(fenetre.phrase_depot) is (mois[1] is not None)


@given(MOIS, MOIS, JOURS)
def test_period_is_never_past_and_lasts_a_year_at_most(debut, fin, today):
    fenetre = compute_fenetre(debut, fin, today)
    assert fenetre is not None
    assert fenetre.debut is not None
    assert fenetre.fin is not None
    assert fenetre.fin >= today
    assert (fenetre.debut.month, fenetre.debut.day, fenetre.fin.month) == (debut, 1, fin)
    assert (fenetre.fin + timedelta(days=1)).day == 1
    assert fenetre.debut < fenetre.fin <= fenetre.debut + timedelta(days=366)
    assert fenetre.is_en_cours is (fenetre.debut <= today)
    # The one of the year before is over: nothing nearer was left out.
    assert (fenetre.fin.year - 1, fenetre.fin.month) < (today.year, today.month)


@given(MOIS, JOURS)
def test_period_with_one_side_is_within_a_year(mois, today):
    end, start = compute_fenetre(None, mois, today), compute_fenetre(mois, None, today)
    assert end is not None
    assert end.fin is not None
    assert today <= end.fin <= today + timedelta(days=396)
    assert start is not None
    assert start.debut is not None
    assert today - timedelta(days=30) <= start.debut <= today + timedelta(days=366)
