"""Twins: the nearest on standardised variables; a naive twin of the twins agrees."""

import math
import random
import statistics

import pytest

from convive.diagnostic.rules.jumeaux import VARIABLES, build_profils, list_jumeaux, parse_poids

USUELS = parse_poids({})
A = {"jeunes": 20.0, "aines": 25.0}


def build_valeurs(nombre: int) -> dict[str, dict[str, float]]:
    alea = random.Random(5)  # noqa: S311 - figures of a test, always the same
    return {
        f"{rang:09d}": {variable.cle: alea.uniform(1, 100) for variable in VARIABLES if alea.random() > 0.1}
        for rang in range(nombre)
    }


def test_nearest_agree_with_a_naive_computation():
    valeurs = build_valeurs(60)
    profils = build_profils(valeurs, {})
    own = valeurs["000000007"]

    def reduce(cle: str, value: float) -> float:
        variable = next(v for v in VARIABLES if v.cle == cle)
        scale = [math.log(by[cle]) if variable.is_logarithme else by[cle] for by in valeurs.values() if cle in by]
        raw = math.log(value) if variable.is_logarithme else value
        return (raw - statistics.fmean(scale)) / statistics.pstdev(scale)

    distances = {}
    for code, other in valeurs.items():
        shared = [cle for cle in own if cle in other]
        weight = sum(USUELS[cle] for cle in shared)
        if code != "000000007" and weight >= 0.6 * sum(USUELS.values()):
            total = sum(USUELS[cle] * (reduce(cle, own[cle]) - reduce(cle, other[cle])) ** 2 for cle in shared)
            distances[code] = math.sqrt(total / weight)
    expected = sorted(distances, key=lambda code: (distances[code], code))[:8]
    found = list_jumeaux(own, profils, USUELS, exclus=["000000007"], part_commune_min=60)
    assert [jumeau.code for jumeau in found] == expected
    assert [jumeau.distance for jumeau in found] == pytest.approx([distances[code] for code in expected])


def test_a_territory_is_nearest_to_its_equal_and_never_to_itself():
    valeurs = {
        "a": {"jeunes": 20.0, "aines": 25.0},
        "b": {"jeunes": 20.0, "aines": 25.0},
        "c": {"jeunes": 40.0, "aines": 9.0},
    }
    poids = {"jeunes": 1, "aines": 1}
    found = list_jumeaux(valeurs["a"], build_profils(valeurs, {}), poids, exclus=["a"], part_commune_min=60)
    assert (found[0].code, found[0].distance) == ("b", 0.0)
    assert len(found) == 2


def test_weights_change_the_order_and_zero_leaves_a_variable_out():
    valeurs = {
        "a": {"jeunes": 20.0, "aines": 25.0},
        "b": {"jeunes": 21.0, "aines": 5.0},
        "c": {"jeunes": 40.0, "aines": 25.0},
    }
    profils = build_profils(valeurs, {})
    nearest = [
        list_jumeaux(valeurs["a"], profils, poids, exclus=["a"], part_commune_min=60)[0].code
        for poids in ({"jeunes": 1, "aines": 0}, {"jeunes": 0, "aines": 1})
    ]
    assert nearest == ["b", "c"]
    assert list_jumeaux(valeurs["a"], profils, {"jeunes": 0, "aines": 0}, exclus=["a"], part_commune_min=60) == []


def test_too_little_in_common_is_no_likeness():
    valeurs = {"a": {"jeunes": 20.0, "aines": 25.0}, "b": {"jeunes": 20.0}, "c": {"jeunes": 1.0, "aines": 2.0}}
    profils = build_profils(valeurs, {})
    for part_commune_min, codes in ((60, ["c"]), (50, ["b", "c"])):
        found = list_jumeaux(
            valeurs["a"], profils, {"jeunes": 1, "aines": 1}, exclus=["a"], part_commune_min=part_commune_min
        )
        assert [j.code for j in found] == codes


def test_weights_of_an_address_are_bounded_and_forgiving():
    poids = parse_poids({"population": "9", "densite": "-1", "jeunes": "0", "aines": "²", "autre": "3"})
    assert (poids["population"], poids["densite"], poids["jeunes"], poids["aines"]) == (5, 2, 0, 1)
    assert set(poids) == {v.cle for v in VARIABLES}


def test_size_of_nobody_has_no_logarithm():
    assert VARIABLES[0].transform(0) is None
