"""The four steps of a séance, without a database."""

from datetime import date

import pytest

from convive.gouvernance.rules.seances import Touche, read_touche
from convive.gouvernance.rules.temps import FaitsTemps, Temps, find_temps, list_avertissements, list_etats

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("statut", "jour", "attendu"),
    [
        ("brouillon", TODAY, Temps.PREPARER),
        ("convoquee", date(2026, 11, 27), Temps.PREPARER),
        ("convoquee", TODAY, Temps.TENIR),
        ("en_cours", date(2027, 1, 1), Temps.TENIR),
        ("close", TODAY, Temps.CLORE),
        ("annulee", TODAY, Temps.PREPARER),
    ],
)
def test_the_step_under_way(statut, jour, attendu):
    assert find_temps(statut, jour, TODAY) is attendu


def test_what_is_done_says_its_day():
    faits = FaitsTemps("convoquee", TODAY, 5, 110, convoquee_le=date(2026, 11, 12))
    assert [(row.precision, row.is_fait) for row in list_etats(faits)] == [
        ("5\u00a0points, 1\u00a0h\u00a050", True),
        ("convoquée le 12\u00a0novembre", True),
        ("le 26\u00a0novembre", False),
        ("après la séance", False),
    ]
    avance = FaitsTemps("close", TODAY, 0, 0, close_le=date(2026, 11, 20))
    assert list_etats(avance)[2].precision == "tenue avant le 26\u00a0novembre"
    close = FaitsTemps("close", TODAY, 0, 0, close_le=date(2026, 11, 27), envoyee_le=date(2026, 11, 28))
    assert [row.precision for row in list_etats(close)] == [
        "ordre du jour à faire",
        "rien n’est parti",
        "tenue le 26\u00a0novembre",
        "envoyé le 28\u00a0novembre",
    ]


def test_what_one_should_know_before_closing():
    assert list_avertissements(TODAY, TODAY, has_presence=True) == []
    assert len(list_avertissements(None, TODAY, has_presence=False)) == 2


def test_a_tap_is_late_after_a_later_one_of_its_page():
    assert read_touche("abc:12") == Touche("abc", 12)
    assert [read_touche(texte) for texte in ("", ":1", "abc", "abc:-1", "abc:x", "a" * 40 + ":1")] == [None] * 6
    assert Touche("abc", 1).is_depassee("abc", 2)
    assert not Touche("abc", 2).is_depassee("abc", 2)
    assert not Touche("def", 1).is_depassee("abc", 2)
