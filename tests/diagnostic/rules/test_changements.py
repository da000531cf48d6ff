"""What changed, and what may be chance."""

from dataclasses import replace

import pytest

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.changements import Certitude, compute_changement, get_tendance, rank_changements
from convive.diagnostic.rules.indicateurs import LigneIndicateur
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.donnees.rules import Statut


def build_ligne(identifiant: str, serie: dict[int, tuple[float, float | None]], **changes) -> LigneIndicateur:
    """Years with their two sides; a count has no denominator."""
    fiche = get_coeur().by_identifiant[identifiant]
    figures = {}
    for annee, (top, bottom) in serie.items():
        value = top if bottom is None else fiche.indicateur.facteur * top / bottom
        figures[annee] = Figure(
            fiche.indicateur, str(annee), value, Statut.VALEUR, top, bottom, (), changes.get(f"c{annee}", 10), 10
        )
    return LigneIndicateur(fiche, figures[max(figures)], figures, (), None)


@pytest.mark.parametrize(
    ("before", "after", "certitude"),
    [
        (400, 250, Certitude.NET),
        (100, 70, Certitude.PROBABLE),
        (20, 16, Certitude.HASARD),
        (1000, 1010, Certitude.MINCE),
    ],
)
def test_a_count_changes_more_or_less_surely(before: int, after: int, certitude: Certitude):
    changement = compute_changement(build_ligne("naissances_domiciliees", {2020: (before, None), 2021: (after, None)}))
    assert changement is not None
    assert changement.certitude is certitude
    assert changement.ecart == after - before


def test_a_share_is_tested_on_its_people():
    large = compute_changement(build_ligne("part_65p", {2016: (2000, 10000), 2021: (2500, 10000)}))
    small = compute_changement(build_ligne("part_65p", {2016: (8, 40), 2021: (10, 40)}))
    assert large is not None
    assert small is not None
    assert (large.certitude, small.certitude) == (Certitude.NET, Certitude.HASARD)
    assert large.ecart == pytest.approx(5.0)


def test_published_figure_is_not_tested():
    ligne = build_ligne("niveau_vie_median", {2019: (20000, None), 2021: (22000, None)})
    serie = {annee: replace(figure, numerateur=None) for annee, figure in ligne.serie.items()}
    changement = compute_changement(replace(ligne, serie=serie))
    assert changement is not None
    assert changement.certitude is Certitude.NON_TESTE


def test_break_or_other_communes_are_not_compared():
    ligne = build_ligne("naissances_domiciliees", {2020: (400, None), 2021: (250, None)}, c2020=9)
    assert compute_changement(ligne).certitude is Certitude.INCOMPARABLE
    ligne = build_ligne("naissances_domiciliees", {2020: (400, None), 2021: (250, None)})
    broken = dict(ligne.serie) | {2020: replace(ligne.serie[2020], statut=Statut.RUPTURE_DE_SERIE)}
    assert compute_changement(replace(ligne, serie=broken)).certitude is Certitude.INCOMPARABLE


def test_start_may_be_chosen_and_one_year_changes_nothing():
    ligne = build_ligne("naissances_domiciliees", {2015: (100, None), 2018: (90, None), 2021: (40, None)})
    assert compute_changement(ligne).avant.millesime == "2018"
    assert compute_changement(ligne, 2016).avant.millesime == "2015"
    assert compute_changement(ligne, 2010) is None
    assert compute_changement(build_ligne("naissances_domiciliees", {2021: (40, None)})) is None


def test_surest_then_largest_come_first():
    rows = [
        compute_changement(build_ligne(nom, {2020: (a, None), 2021: (b, None)}))
        for nom, a, b in (
            ("menages", 20, 16),
            ("naissances_domiciliees", 400, 250),
            ("population_municipale", 9000, 4000),
        )
    ]
    assert [row.fiche.identifiant for row in rank_changements(rows)] == [
        "population_municipale",
        "naissances_domiciliees",
        "menages",
    ]


def test_trend_needs_four_years_that_agree():
    up = build_ligne("menages", {2015 + k: (100 + k, None) for k in range(6)}).serie
    down = build_ligne("menages", {2015 + k: (100 - k, None) for k in range(6)}).serie
    mixed = build_ligne("menages", {2015 + k: (100 + (-1) ** k, None) for k in range(6)}).serie
    short = build_ligne("menages", {2015 + k: (100 + k, None) for k in range(3)}).serie
    assert [get_tendance(serie) for serie in (up, down, mixed, short)] == [1, -1, 0, 0]
