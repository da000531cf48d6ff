"""The clock of a workshop, at instants that are given."""

from datetime import UTC, datetime, timedelta

import pytest

from convive.formation.rules.ateliers import FaitNouveau, Temps
from convive.formation.rules.chrono import Chrono, is_fait_connu, read_minuteur

DEPART = datetime(2026, 11, 26, 14, tzinfo=UTC)
TEMPS = (Temps("Préparer", 10), Temps("Jouer", 20), Temps("Revenir", 15))
FAIT = FaitNouveau(25, "La Caf écrit.")


def at(minutes: float) -> datetime:
    return DEPART + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "courante", "reste"),
    [
        (0, "Préparer", 10),
        (9.99, "Préparer", 1),
        (10, "Jouer", 20),
        (29.5, "Jouer", 1),
        (44.9, "Revenir", 1),
        (45, None, 0),
    ],
)
def test_where_the_clock_is(minutes, courante, reste):
    minuteur = read_minuteur(Chrono().start(DEPART), TEMPS, at(minutes))
    assert (minuteur.courante.nom if minuteur.courante else None, minuteur.reste_minutes) == (courante, reste)
    assert minuteur.is_fini is (courante is None)


def test_before_it_starts_no_stretch_is_current():
    minuteur = read_minuteur(Chrono(), TEMPS, DEPART)
    assert (minuteur.courante, minuteur.is_lance, minuteur.is_fini) == (None, False, False)


def test_a_pause_counts_nothing():
    chrono = Chrono().start(DEPART).stop(at(5))
    assert chrono.compute_ecoule(at(60)) == 300
    assert chrono.start(at(60)).compute_ecoule(at(61)) == 360
    assert chrono.stop(at(90)) == chrono


def test_started_twice_it_does_not_start_again():
    chrono = Chrono().start(DEPART)
    assert chrono.start(at(3)) is chrono


def test_a_clock_that_went_back_counts_nothing():
    assert Chrono(30, DEPART).compute_ecoule(at(-10)) == 30


@pytest.mark.parametrize(("minutes", "connu"), [(0, False), (24.98, False), (25, True), (300, True)])
def test_the_new_fact_comes_at_its_minute_and_stays(minutes, connu):
    assert is_fait_connu(FAIT, Chrono().start(DEPART), at(minutes)) is connu
    assert is_fait_connu(None, Chrono().start(DEPART), at(minutes)) is False


def test_a_pause_delays_the_new_fact():
    chrono = Chrono().start(DEPART).stop(at(20)).start(at(40))
    assert not is_fait_connu(FAIT, chrono, at(44))
    assert is_fait_connu(FAIT, chrono, at(45))
