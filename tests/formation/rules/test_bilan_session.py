"""A share is said over enough people; the numbers always keep their total."""

import pytest

from convive.formation.rules.bilan_session import MIN_TAUX, Part
from convive.formation.rules.formation import format_heures


@pytest.mark.parametrize(
    ("nombre", "total", "taux"),
    [(6, 8, "75\u00a0%"), (0, MIN_TAUX, "0\u00a0%"), (4, MIN_TAUX - 1, ""), (0, 0, "")],
    ids=str,
)
def test_a_share_is_not_computed_over_too_few(nombre, total, taux):
    assert Part("x", nombre, total).taux == taux


@pytest.mark.parametrize(("minutes", "dite"), [(840, "14\u00a0h"), (810, "13\u00a0h\u00a030"), (5, "0\u00a0h\u00a005")])
def test_hours_are_written_as_one_says_them(minutes, dite):
    assert format_heures(minutes) == dite
