"""Thresholds, and what is news."""

from decimal import Decimal

import pytest

from convive.diagnostic.rules.propres import Nouveaute, format_seuil, is_seuil_franchi, list_nouveautes


@pytest.mark.parametrize(
    ("valeur", "seuil", "sens", "expected"),
    [
        (31, 30, "au_dessus", True),
        (30, 30, "au_dessus", False),
        (29, 30, "en_dessous", True),
        (30, 30, "en_dessous", False),
        (None, 30, "en_dessous", False),
        (0, 30, "en_dessous", True),
        (5, None, "au_dessus", False),
    ],
)
def test_threshold_is_crossed_past_it_only(valeur, seuil, sens, expected):
    values = [None if v is None else Decimal(v) for v in (valeur, seuil)]
    assert is_seuil_franchi(values[0], values[1], sens) is expected


def test_threshold_is_said_in_its_unit():
    assert format_seuil(Decimal("1.5"), "en_dessous", 1, "places") == "en dessous de 1,5\u00a0place"
    assert format_seuil(None, "au_dessus", 0, "places") == ""


def test_news_are_newer_vintages_and_sources_that_came():
    assert list_nouveautes({"a": 2021, "b": 2020}, {"a": 2021, "b": 2022, "c": 2019}) == [
        Nouveaute("b", 2020, 2022),
        Nouveaute("c", None, 2019),
    ]
    assert list_nouveautes({"a": 2021}, {}) == []
