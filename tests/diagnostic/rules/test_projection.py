"""Projections: born children are known, the others have a margin, and too short a series gives nothing."""

import math

import pytest

from convive.diagnostic.rules.projection import HORIZON, build_projection

PLAT = dict.fromkeys(range(2012, 2024), 100.0)
BAISSE = {annee: 120.0 - 2 * (annee - 2012) for annee in range(2012, 2024)}


def get_tranche(projection, cle: str):
    return next(tranche for tranche in projection.tranches if tranche.cle == cle)


def test_too_few_years_or_a_hole_give_nothing():
    assert build_projection({2022: 100, 2023: 100}, {}, 5) is None
    assert build_projection({}, {}, 5) is None
    troue = {annee: 100.0 for annee in range(2012, 2024) if annee != 2021}
    assert build_projection(troue, {}, 5) is None
    assert build_projection(dict.fromkeys(range(2012, 2024), 0.0), {}, 5) is None
    suite = dict.fromkeys(range(2019, 2024), 100.0)
    assert build_projection(suite, {}, 5) is not None
    assert build_projection(suite, {}, 6) is None


def test_steady_births_give_the_same_children_whatever_the_scenario():
    tranche = get_tranche(build_projection(PLAT, {}, 5), "0_2")
    for points in tranche.scenarios.values():
        assert [point.valeur for point in points] == pytest.approx([300.0] * HORIZON)
    assert tranche.passe[2024] == 300.0


def test_children_already_born_have_no_margin_and_no_scenario():
    tranche = get_tranche(build_projection(BAISSE, {}, 5), "3_5")
    firsts = [points[0] for points in tranche.scenarios.values()]
    assert all(point.is_ne and point.bas == point.valeur == point.haut for point in firsts)
    assert len({point.valeur for point in firsts}) == 1
    # Three to five years old on 1 January 2025: born in 2019, 2020 and 2021.
    assert (firsts[0].annee, firsts[0].valeur) == (2025, BAISSE[2019] + BAISSE[2020] + BAISSE[2021])


def test_scenarios_part_and_their_margin_widens():
    tranche = get_tranche(build_projection(BAISSE, {}, 5), "0_2")
    last = {nom: points[-1] for nom, points in tranche.scenarios.items()}
    assert last["tendance"].valeur < last["maintien"].valeur < last["rebond"].valeur
    widths = [point.haut - point.bas for point in tranche.scenarios["maintien"]]
    assert widths == sorted(widths)
    assert widths[0] > 0
    # Poisson alone, the series being nearly straight: at least 1.28 times the root of the births to come, on each side.
    assert widths[-1] >= 2 * 1.28 * math.sqrt(last["maintien"].valeur) * 0.99


def test_fine_ages_tell_who_came():
    plain = get_tranche(build_projection(PLAT, {}, 5), "0_2")
    counted = get_tranche(build_projection(PLAT, {"population_0_2": {2022: 330.0, 2030: 1.0}}, 5), "0_2")
    assert (plain.presence, plain.annee_presence) == (1.0, None)
    assert (counted.presence, counted.annee_presence) == (pytest.approx(1.1), 2022)
    assert counted.scenarios["maintien"][0].valeur == pytest.approx(330.0)


def test_an_age_that_births_do_not_reach_is_left_out():
    projection = build_projection(dict.fromkeys(range(2018, 2024), 100.0), {}, 5)
    assert [tranche.cle for tranche in projection.tranches] == ["0_2", "3_5"]
