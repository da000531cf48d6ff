"""Sentences: right direction, right size, never more certain than the figure."""

from dataclasses import replace

import pytest

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.lecture import compute_lecture
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.donnees.rules import Statut

DEPARTEMENT = "le département (Vienne)"
DANS = "dans le département (Vienne)"


def figure(identifiant: str, valeur: float | None, **options) -> Figure:
    statut = options.pop("statut", Statut.VALEUR if valeur is not None else Statut.SECRET)
    base = Figure(get_catalogue().get(identifiant), "2021", valeur, statut, communes_connues=3, communes_total=3)
    return replace(base, **{"denominateur": 10_000, **options})


def read(territoire: Figure, reference: Figure):
    return compute_lecture(territoire, reference, DEPARTEMENT, seuil_prudence=200, manque_negligeable=1)


@pytest.mark.parametrize(
    ("identifiant", "territoire", "reference", "expected"),
    [
        (
            "part_65p", 28.34, 24.1,
            f"La part des 65 ans ou plus est plus élevée que {DANS} : 28,3\u00a0%, contre 24,1\u00a0%, "
            "soit 4,2\u00a0points de plus.",
        ),
        (
            "part_65p", 22.9, 24.1,
            f"La part des 65 ans ou plus est plus basse que {DANS} : 22,9\u00a0%, contre 24,1\u00a0%, "
            "soit 1,2\u00a0point de moins.",
        ),
        (
            "part_65p", 24.3, 24.1,
            f"La part des 65 ans ou plus est du même ordre que {DANS} : 24,3\u00a0%, contre 24,1\u00a0%.",
        ),
        (
            "niveau_vie_median", 20_000, 25_000,
            f"Le niveau de vie médian est plus bas que {DANS} : "
            "20\u202f000\u00a0€ par an, contre 25\u202f000\u00a0€, soit 20\u00a0% de moins.",
        ),
        (
            "population_municipale", 26_641, 440_000,
            "Le territoire compte 26\u202f641\u00a0habitants en 2021, "
            "soit 6,1\u00a0% du total du département (Vienne).",
        ),
    ],
)  # fmt: skip
def test_sentence(identifiant: str, territoire: float, reference: float, expected: str):
    lecture = read(figure(identifiant, territoire), figure(identifiant, reference))
    assert lecture is not None
    assert lecture.phrase.replace("\u00a0:", " :") == expected
    assert lecture.reserve == ""


def test_france_takes_its_own_preposition():
    france = figure("part_65p", 20.5)
    lecture = compute_lecture(figure("part_65p", 29.8), france, "la France", seuil_prudence=200, manque_negligeable=1)
    assert lecture is not None
    assert "est plus élevée qu’en France\u00a0: 29,8\u00a0%, contre 20,5\u00a0%" in lecture.phrase


def test_a_count_is_named_by_what_it_counts():
    lecture = read(figure("population_65p", 8_031), figure("population_65p", 99_010))
    assert lecture is not None
    assert "8\u202f031\u00a0habitants de 65 ans ou plus en 2021, soit 8,1\u00a0% du total" in lecture.phrase


def test_no_sentence_without_a_value():
    assert read(figure("part_65p", None), figure("part_65p", 24.1)) is None
    assert read(figure("part_65p", 24.1), figure("part_65p", None)) is None


def test_no_sentence_where_a_gap_means_nothing():
    assert read(figure("niveau_vie_median", 20_000), figure("niveau_vie_median", 0)) is None
    assert read(figure("population_municipale", 10), figure("population_municipale", 5)) is None


def test_partial_figure_says_so_and_only_seems():
    lecture = read(figure("part_65p", 28.0, statut=Statut.PARTIEL, communes_connues=2), figure("part_65p", 24.0))
    assert lecture is not None
    assert "semble plus élevée" in lecture.phrase
    assert "2\u00a0communes sur 3" in lecture.reserve


def test_small_counts_and_different_vintages_are_told():
    lecture = read(figure("part_65p", 30.0, denominateur=120), figure("part_65p", 24.0, millesime="2019"))
    assert lecture is not None
    assert "petit effectif (120)" in lecture.reserve
    assert "2021 et 2019" in lecture.reserve


def test_break_and_partial_reference_are_told():
    lecture = read(
        figure("part_65p", 30.0, statut=Statut.RUPTURE_DE_SERIE),
        figure("part_65p", 24.0, statut=Statut.PARTIEL, communes_connues=2),
    )
    assert lecture is not None
    assert "rupture" in lecture.reserve
    assert "sans 1\u00a0commune sur 3" in lecture.reserve


def test_a_reference_that_lacks_almost_nothing_does_not_weaken_the_gap():
    france = figure("part_65p", 21.0, statut=Statut.PARTIEL, communes_connues=34_858, communes_total=34_875)
    lecture = read(figure("part_65p", 28.0), france)
    assert lecture is not None
    assert "est plus élevée" in lecture.phrase
    assert "sans 17\u00a0communes" in lecture.reserve


def test_the_gap_is_the_one_of_the_figures_shown():
    lecture = read(figure("part_65p", 11.45), figure("part_65p", 12.31))
    assert lecture is not None
    assert "0,8\u00a0point " in lecture.phrase.replace("\u00a0:", " :")  # and not 0,9, of the figures before rounding
    assert "11,5\u00a0%, contre 12,3" in lecture.phrase


def test_tiny_share_is_not_written_as_zero():
    lecture = read(figure("population_municipale", 12), figure("population_municipale", 67_000_000))
    assert lecture is not None
    assert "moins de 0,01" in lecture.phrase


def test_start_of_an_evolution_and_people_of_a_density_can_be_few():
    evolution = read(
        figure("population_evolution_annuelle", 2.0, denominateur=120),
        figure("population_evolution_annuelle", 0.5),
    )
    density = read(figure("densite", 3.0, numerateur=40, denominateur=12.5), figure("densite", 60.0, numerateur=9_000))
    assert evolution is not None
    assert density is not None
    assert "petit effectif (120)" in evolution.reserve
    assert "petit effectif (40)" in density.reserve


@pytest.mark.parametrize(
    ("identifiant", "territoire", "reference", "expected"),
    [
        ("densite", 250.0, 100.0, "soit 2,5\u00a0fois plus."),
        ("densite", 200.0, 100.0, "soit 100\u00a0% de plus."),
        ("densite", 4_000.0, 100.0, "soit 40\u00a0fois plus."),
        ("densite", 0.1, 1_000.0, "soit 99\u00a0% de moins."),
        ("densite", 0.0, 1_000.0, "\u00a0: aucun\u00a0habitant par km², contre 1\u202f000,0."),
        ("densite", 1.0, 100.0, " 1,0\u00a0habitant par km², contre 100,0"),
        ("population_municipale", 1, 100, "compte 1\u00a0habitant en 2021"),
        ("menages", 1, 100, "compte 1\u00a0ménage en 2021"),
        ("population_65p", 0, 100, "ne compte aucun\u00a0habitant de 65 ans ou plus en 2021."),
        ("residences_principales", 1, 100, "compte 1\u00a0résidence principale en 2021"),
    ],
)  # fmt: skip
def test_small_and_large_numbers_are_said_as_one_says_them(
    identifiant: str, territoire: float, reference: float, expected: str
):
    lecture = read(figure(identifiant, territoire), figure(identifiant, reference))
    assert lecture is not None
    assert expected in lecture.phrase


def test_a_count_of_a_part_of_the_communes_is_a_minimum_and_has_no_share():
    partial = figure("menages", 4_685, statut=Statut.PARTIEL, communes_connues=2)
    lecture = read(partial, figure("menages", 68_000))
    assert lecture is not None
    assert lecture.phrase == "Le territoire compte au moins 4\u202f685\u00a0ménages en 2021."
    assert "2\u00a0communes sur 3" in lecture.reserve
    # Before a merger, the count of one part of a commune is a minimum too.
    broken = read(figure("menages", 4_685, statut=Statut.RUPTURE_DE_SERIE), figure("menages", 68_000))
    assert broken is not None
    assert "au moins" in broken.phrase


def test_no_share_of_what_is_known_of_a_reference():
    reference = figure("menages", 68_000, statut=Statut.PARTIEL, communes_connues=96, communes_total=100)
    lecture = read(figure("menages", 4_685), reference)
    assert lecture is not None
    assert lecture.phrase == "Le territoire compte 4\u202f685\u00a0ménages en 2021."
    nearly = replace(reference, communes_connues=99)
    assert "soit 6,9\u00a0% du total" in read(figure("menages", 4_685), nearly).phrase


def test_a_partial_figure_only_seems_to_be_of_the_same_order():
    lecture = read(figure("part_65p", 24.1, statut=Statut.PARTIEL, communes_connues=2), figure("part_65p", 24.0))
    assert lecture is not None
    assert "semble du même ordre" in lecture.phrase


def test_a_break_of_the_producer_on_both_sides_does_not_make_a_gap_fragile():
    """The first year of another way to count: the two figures of that year compare, with no other year."""
    own, other = (figure("niveau_vie_median", v, statut=Statut.RUPTURE_DE_SERIE) for v in (20_000, 25_000))
    lecture = read(own, other)
    assert lecture is not None
    assert (" est plus bas " in lecture.phrase, lecture.reserve) == (True, "")
    before = read(own, figure("niveau_vie_median", 25_000))
    assert before is not None
    assert (" semble " in before.phrase, before.reserve) == (True, "la série comporte une rupture")
