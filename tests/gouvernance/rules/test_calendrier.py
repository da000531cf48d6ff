"""The dates of a year: holidays, school holidays, the days that are proposed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from convive.gouvernance.rules.calendrier import (
    Calendrier,
    Rythme,
    Vacances,
    compute_paques,
    explain_jour,
    find_jour,
    get_zone,
    list_feries,
    name_periode,
    propose_annee,
)
from convive.gouvernance.selectors.calendrier import _read, get_calendrier

DEBUT = date(2026, 9, 1)
HIVER = Vacances("vacances d’hiver", date(2027, 2, 13), date(2027, 2, 28))
CALENDRIER = Calendrier("A", (HIVER,), date(2027, 8, 31))


@pytest.mark.parametrize(
    ("annee", "jour"),
    [
        (1961, date(1961, 4, 2)),
        (2000, date(2000, 4, 23)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter(annee, jour):
    assert compute_paques(annee) == jour


def test_public_holidays_and_the_two_more_of_alsace_and_moselle():
    feries = list_feries(2027)
    assert len(feries) == 11
    assert feries[date(2027, 3, 29)] == "lundi de Pâques"
    assert feries[date(2027, 5, 6)] == "Ascension"
    assert feries[date(2027, 5, 17)] == "lundi de Pentecôte"
    locaux = list_feries(2027, is_alsace_moselle=True)
    assert set(locaux) - set(feries) == {date(2027, 3, 26), date(2027, 12, 26)}


def test_why_one_does_not_meet():
    assert CALENDRIER.explain(date(2027, 2, 16)) == "vacances d’hiver"
    assert CALENDRIER.explain(date(2027, 5, 8)) == "une fin de semaine"
    assert CALENDRIER.explain(date(2027, 5, 6)) == "Ascension"
    # Summer is summer, even in a year whose calendar nobody knows yet.
    for jour in (date(2027, 7, 28), date(2027, 8, 3), date(2031, 7, 8)):
        assert CALENDRIER.explain(jour) == "en plein été"
    assert CALENDRIER.explain(date(2031, 7, 7)) == ""
    assert CALENDRIER.explain(date(2027, 3, 2)) == ""
    assert Calendrier(is_alsace_moselle=True).explain(date(2027, 3, 26)) == "Vendredi saint"
    assert explain_jour(date(2027, 3, 2), Calendrier(), ["COTECH"]) == (
        "vacances scolaires à vérifier",
        "COTECH se réunit le même jour",
    )
    assert explain_jour(date(2027, 9, 7), CALENDRIER) == ("vacances scolaires à vérifier",)


def test_days_are_spread_on_the_day_of_the_body_and_never_shared():
    rythmes = [Rythme("c", "COTECH", 3, 3), Rythme("p", "COPIL", 1, 3), Rythme("x", "Libre", 0)]
    rows = propose_annee(rythmes, DEBUT, CALENDRIER)
    assert [row.cle for row in rows].count("c") == 3
    assert [row.cle for row in rows].count("p") == 1
    assert len({row.jour for row in rows}) == 4
    for row in rows:
        assert row.jour.weekday() == 3
        assert CALENDRIER.explain(row.jour) == ""
        assert DEBUT <= row.jour < DEBUT + timedelta(days=365)
    assert rows == sorted(rows, key=lambda row: row.jour)


def test_only_what_is_lacking_is_proposed():
    rythme = Rythme("c", "COTECH", 3, None, (date(2026, 10, 6),))
    rows = propose_annee([rythme], DEBUT, CALENDRIER)
    assert [row.jour for row in rows] == [date(2027, 3, 2), date(2027, 7, 1)]
    assert all(row.jour.weekday() in (1, 3) for row in rows)


def test_a_day_is_looked_for_nearby_and_given_up_beyond():
    fin = DEBUT + timedelta(days=364)
    assert find_jour(date(2027, 2, 18), 3, DEBUT, fin, CALENDRIER, ()) == date(2027, 2, 11)
    assert find_jour(date(2027, 2, 18), 3, DEBUT, fin, CALENDRIER, {date(2027, 2, 11)}) == date(2027, 3, 4)
    long = Calendrier(vacances=(Vacances("longues", DEBUT, fin),))
    assert find_jour(date(2027, 2, 18), 3, DEBUT, fin, long, ()) is None
    assert name_periode(DEBUT).startswith("du 1er")


def test_the_catalogue_has_one_zone_for_each_departement_and_ordered_dates():
    zones = _read()["zones"]
    codes = [code for rows in zones.values() for code in rows]
    assert len(codes) == len(set(codes)) == 94
    # Corse and overseas have calendars of their own.
    assert {f"{n:02}" for n in range(1, 96)} - set(codes) == {"20"}
    assert get_zone("86", zones) == "A"
    assert get_zone("2A", zones) == get_zone("974", zones) == ""
    for annee in _read()["annees"]:
        assert annee["source"]
        for row in annee["vacances"]:
            assert row["debut"] <= row["fin"] <= annee["fin"]
            assert row.get("zone", "A") in zones
            # From a Saturday to the eve of a Monday, but the end of the summer and the bridge of a Thursday.
            assert row["debut"].weekday() == (3 if row["libelle"].startswith("pont") else 5)
    for zone in zones:
        rows = sorted(get_calendrier(zone, "").vacances, key=lambda row: row.debut)
        assert len([row for row in rows if not row.libelle.startswith("pont")]) == 5 * len(_read()["annees"])
        assert all(left.fin < right.debut for left, right in pairwise(rows))
    assert get_calendrier("", "57").is_alsace_moselle
    assert get_calendrier("", "57").vacances == ()
