"""Half-days add up, and say what is left or too much."""

from dataclasses import dataclass, replace
from datetime import time

import pytest

from convive.formation.rules.cours import Objectif, Temps
from convive.formation.rules.deroule import place_temps
from convive.formation.rules.programme import list_manques, list_obstacles, split_demi_journees
from convive.formation.rules.publication import (
    DemiJourneePubliee,
    ProgrammePublie,
    SequencePubliee,
    dump_programme,
    load_programme,
    write_effectif,
)


@dataclass
class Sequence:
    jour: int
    moment: str
    minutes: int
    minutes_pause: int = 0


@pytest.mark.parametrize(
    ("minutes", "pause", "phrase"),
    [
        (210, 15, "3\u00a0h\u00a015 de travail et 15\u00a0min de pause"),
        (210, 0, "3\u00a0h\u00a030 de travail, sans pause"),
        (180, 0, "3\u00a0h de travail, 30\u00a0min encore libres"),
        (180, 15, "2\u00a0h\u00a045 de travail et 15\u00a0min de pause, 30\u00a0min encore libres"),
        (255, 0, "4\u00a0h\u00a015 de travail, sans pause, 45\u00a0min de trop"),
        (255, 30, "3\u00a0h\u00a045 de travail et 30\u00a0min de pause, 45\u00a0min de trop"),
    ],
)
def test_a_half_day_says_what_is_over_or_missing(minutes, pause, phrase):
    [demi] = split_demi_journees([Sequence(1, "matin", minutes, pause)])
    assert (demi.nom, demi.phrase) == ("Jour 1, matin", phrase)
    assert demi.is_juste is ((minutes, pause) == (210, 15))


def test_half_days_are_in_the_order_of_the_clock_and_empty_ones_are_shown():
    demis = split_demi_journees([Sequence(2, "apres_midi", 30), Sequence(1, "matin", 10), Sequence(2, "apres_midi", 5)])
    assert [(demi.jour, demi.moment.value, demi.minutes) for demi in demis] == [
        (1, "matin", 10),
        (1, "apres_midi", 0),
        (2, "matin", 0),
        (2, "apres_midi", 35),
    ]
    assert split_demi_journees([]) == []
    # One placed a thousand days ahead does not draw a thousand mornings.
    assert len(split_demi_journees([Sequence(1000, "matin", 10)])) == 11


def test_steps_follow_one_another():
    temps = Temps(20, "a", "", "")
    placees = place_temps(time(13, 30), [[temps, temps], [temps]])
    assert [[row.heure for row in sequence] for sequence in placees] == [
        [time(13, 30), time(13, 50)],
        [time(14, 10)],
    ]


def test_what_the_sheet_lacks_is_named():
    assert "le tarif" in list_manques({"public": "Tous"})
    assert "le public" not in list_manques({"public": "Tous"})
    assert len(list_obstacles([], [])) == 2
    assert list_obstacles([1], [Sequence(1, "matin", 0)]) == ["Donnez une durée aux temps d’une séquence."]
    assert list_obstacles([1], [Sequence(1, "matin", 5)]) == []


@pytest.mark.parametrize(
    ("bas", "haut", "phrase"),
    [
        (4, 12, "De 4 à 12 personnes."),
        (None, 12, "12 personnes au plus."),
        (4, None, "4 personnes au moins."),
        (8, 8, "8 personnes au plus."),
        (None, None, ""),
    ],
)
def test_the_number_of_people_in_words(bas, haut, phrase):
    assert write_effectif(bas, haut) == phrase


def test_a_published_programme_comes_back_identical():
    publie = ProgrammePublie(
        "Titre",
        "Action de formation",
        60,
        {"public": "Tous", "tarif": ""},
        (Objectif("O1", "Dire", "quoi", "le dit"),),
        (DemiJourneePubliee(1, "matin", (SequencePubliee("S", 60, ("a",), ("b", "c"), "Outil"),)),),
    )
    assert load_programme(dump_programme(publie)) == publie
    assert publie.duree == "1\u00a0h, en 1\u00a0jour"
    assert replace(publie, minutes=75).duree == "1\u00a0h\u00a015 dont 15\u00a0min de pauses, en 1\u00a0jour"
    assert publie.rubriques == [("À qui elle s’adresse", "Tous")]
    assert publie.demi_journees[0].nom == "Jour 1, matin"
    assert publie.demi_journees[0].sequences[0].duree == "1\u00a0h"
