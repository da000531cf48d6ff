"""Which vintages a figure is made of."""

from convive.diagnostic.rules.plan import build_termes, get_plus_proche
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.donnees.formules import Terme


def build(identifiant: str, **millesimes: list[int]) -> list[Terme]:
    return build_termes([get_coeur().by_identifiant[identifiant]], millesimes)


def test_a_change_needs_both_its_ends():
    termes = build("evolution_population_6_ans", population_municipale=[2015, 2017, 2023])
    assert termes == [
        Terme("evolution_population_6_ans", 2023, True, "population_municipale", 2023),
        Terme("evolution_population_6_ans", 2023, False, "population_municipale", 2017),
    ]


def test_a_denominator_is_taken_at_its_nearest_vintage():
    termes = build("taux_natalite", naissances_domiciliees=[2020, 2024], population_rp=[2013, 2021])
    assert [(t.annee, t.grandeur, t.millesime) for t in termes] == [
        *((2020, "naissances_domiciliees", 2020), (2020, "population_rp", 2021)),
        *((2024, "naissances_domiciliees", 2024), (2024, "population_rp", 2021)),
    ]


def test_parts_of_one_whole_are_of_one_year():
    termes = build(
        "part_0_2", population_0_2=[2023], population_0_19=[2021, 2023], population_20_64=[2021], population_65p=[2021]
    )
    assert {t.millesime for t in termes if not t.is_numerateur} == {2021}


def test_nothing_is_computed_from_a_vintage_too_far_or_missing():
    assert build("taux_natalite", naissances_domiciliees=[2020], population_rp=[2010]) == []
    assert build("taux_natalite", naissances_domiciliees=[2020]) == []
    assert build("taux_natalite", population_rp=[2020]) == []


def test_a_surface_has_no_age():
    assert build("densite", population_municipale=[2023], superficie_km2=[2010])[1].millesime == 2010


def test_nearest_vintage_prefers_the_past_on_a_tie():
    assert get_plus_proche(2020, [2018, 2022]) == 2018
    assert get_plus_proche(2020, []) is None
