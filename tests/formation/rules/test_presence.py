"""Hours really attended, when one may sign, what a signature is."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from convive.formation.rules.formation import format_minutes
from convive.formation.rules.presence import (
    MAX_TRACE,
    DemiJourneeSuivie,
    compute_assiduite,
    explain_presence,
    explain_trace,
    get_fenetre,
    get_instant_signe,
    is_ouvert,
)

JOUR = date(2026, 6, 12)
DEBUT = datetime(2026, 6, 12, 9, tzinfo=UTC)
FENETRE = get_fenetre(JOUR, time(9), time(12, 30), DEBUT)


@pytest.mark.parametrize(
    ("presence", "retard", "depart", "suivies"),
    [
        ("present", 0, 0, 210),
        ("present", 20, 0, 190),
        ("present", 20, 45, 145),
        ("present", 200, 100, 0),
        ("absent", 0, 0, 0),
        ("inconnue", 0, 0, 0),
    ],
)
def test_hours_attended_are_those_of_the_room(presence, retard, depart, suivies):
    assert DemiJourneeSuivie(210, presence, retard, depart).suivies == suivies


def test_a_session_adds_its_half_days():
    rows = [
        DemiJourneeSuivie(210, "present"),
        DemiJourneeSuivie(210, "present", 30),
        DemiJourneeSuivie(210, "absent"),
        DemiJourneeSuivie(210, "inconnue"),
    ]
    assiduite = compute_assiduite(rows)
    assert (assiduite.prevues, assiduite.suivies, assiduite.a_pointer, assiduite.absences) == (840, 390, 1, 1)
    assert not assiduite.is_connue
    connue = compute_assiduite(rows[:3])
    assert connue.is_connue
    assert not connue.is_complete
    assert compute_assiduite(rows[:1]).is_complete
    assert not compute_assiduite([]).is_connue


@pytest.mark.parametrize(
    ("presence", "retard", "depart", "mot"),
    [
        ("present", 209, 0, ""),
        ("present", 110, 100, "il n’en reste rien"),
        ("present", -1, 0, "nombre de minutes"),
        ("present", 0, 481, "nombre de minutes"),
        ("absent", 300, 0, ""),
        ("la", 0, 0, "n’existe pas"),
    ],
)
def test_minutes_that_make_no_sense_are_refused(presence, retard, depart, mot):
    refus = explain_presence(presence, 210, retard, depart)
    assert refus == "" if not mot else mot in refus


@pytest.mark.parametrize(
    ("heure", "ouvert"),
    [(time(8, 14), False), (time(8, 15), True), (time(9), True), (time(13, 30), True), (time(13, 31), False)],
)
def test_one_signs_a_little_before_and_a_little_after(heure, ouvert):
    now = datetime.combine(JOUR, heure, UTC)
    assert is_ouvert(FENETRE, None, now) is ouvert
    assert is_ouvert(FENETRE, now + timedelta(minutes=1), now)
    assert is_ouvert(FENETRE, now - timedelta(minutes=1), now) is ouvert


@pytest.mark.parametrize(
    ("signe", "recu", "garde"),
    [
        # The network is there: the moment of the device when it is plausible, ours otherwise.
        (time(9, 2), time(9, 3), time(9, 2)),
        (None, time(9, 3), time(9, 3)),
        (time(23), time(9, 3), time(9, 3)),
        # It came back after the half-day: the device is believed.
        (time(9, 2), time(18), time(9, 2)),
        # Nobody signs after, nor without saying when.
        (time(17), time(18), None),
        (None, time(18), None),
        # Nor before.
        (None, time(7), None),
        (time(9, 2), time(7), None),
    ],
)
def test_a_signature_that_comes_late_was_given_in_its_time(signe, recu, garde):
    def at(heure: time | None) -> datetime | None:
        return datetime.combine(JOUR, heure, UTC) if heure else None

    now = at(recu)
    assert now is not None
    assert get_instant_signe(FENETRE, None, at(signe), now) == at(garde)


def test_what_a_device_kept_for_weeks_is_not_taken():
    signe = datetime.combine(JOUR, time(9, 2), UTC)
    assert get_instant_signe(FENETRE, None, signe, signe + timedelta(days=7)) == signe
    assert get_instant_signe(FENETRE, None, signe, signe + timedelta(days=8)) is None


@pytest.mark.parametrize(
    ("trace", "is_bonne"),
    [
        ("M10 20L80 60L120 20", True),
        ("M10 20L80 60M90 20L10 10", True),
        ("M10 20L12 21", False),
        ("M10 20L999 60", False),
        ("M10 20L80 260", False),
        ("L10 20L80 60L120 20", False),
        ('M10 20L80 60"/><script>', False),
        ("M10 20C1 2 3 4 5 6", False),
        ("", False),
        ("M0 0" + "L600 200" * (MAX_TRACE // 8 + 1), False),
    ],
)
def test_a_line_is_whole_units_of_the_box_and_nothing_else(trace, is_bonne):
    assert (explain_trace(trace) == "") is is_bonne


def test_minutes_are_said_as_hours():
    assert [format_minutes(value) for value in (0, 45, 210, 840)] == [
        "0\u00a0h",
        "45\u00a0min",
        "3\u00a0h\u00a030",
        "14\u00a0h",
    ]
