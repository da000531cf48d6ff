"""Figures ready to print: agreement, and how far a comparison is to be trusted."""

from convive.diagnostic.exports.presentation import COLONNES_COMMUNES, build_figure_affichee, list_titres_communes
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.donnees.rules import Statut
from tests.diagnostic.rules.test_portrait import build, measure


def test_partial_reference_is_marked():
    ages = ("population_0_19", "population_20_64", "population_65p")
    portrait = build(
        {"a": {name: {2021: measure(100)} for name in ages}},
        reference={name: {2021: measure(5_000, 98, 100, Statut.PARTIEL)} for name in ages},
    )
    shown = build_figure_affichee(portrait.figures["part_65p"], portrait)
    assert shown.comparaison == "Vienne\u00a0: 33,3 (partiel)"


def test_unit_agrees_with_the_number():
    portrait = build({"a": {"population_municipale": {2023: measure(1)}}})
    assert build_figure_affichee(portrait.figures["population_municipale"], portrait).unite == "habitant"
    assert build_figure_affichee(portrait.figures["menages"], portrait).unite == "ménages"


def test_a_column_of_the_table_of_communes_has_one_year_and_says_it():
    """The median of an EPCI stops in 2019: so do those of its communes beside it, though one of them has 2021."""
    portrait = build(
        {
            "a": {"niveau_vie_median": {2019: measure(20_000), 2021: measure(22_000)}},
            "b": {"niveau_vie_median": {2019: measure(19_000)}},
        },
        territoire={"niveau_vie_median": {2019: measure(19_500)}},
    )
    titres = dict(zip(COLONNES_COMMUNES, list_titres_communes(get_catalogue(), portrait), strict=True))
    assert titres["niveau_vie_median"] == "Niveau de vie médian, € (2019)"
    assert [figures["niveau_vie_median"].valeur for figures in portrait.communes.values()] == [20_000, 19_000]
    # Nothing is known of the population: no year to say.
    assert titres["population_municipale"] == "Habitants"
