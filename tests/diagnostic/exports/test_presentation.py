"""Figures ready to print: agreement, and how far a comparison is to be trusted."""

from convive.diagnostic.exports.presentation import build_figure_affichee
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
