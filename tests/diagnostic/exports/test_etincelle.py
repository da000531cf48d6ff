"""The line beside a figure is cut where years cannot be joined."""

from dataclasses import replace

from convive.diagnostic.exports.etincelle import build_etincelle
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.donnees.rules import Statut


def build(*values: float | None, statut: Statut = Statut.VALEUR) -> dict[int, Figure]:
    indicateur = get_coeur().by_identifiant["population_municipale"].indicateur
    return {
        2015 + rang: Figure(indicateur, str(2015 + rang), value, statut if value is not None else Statut.SECRET)
        for rang, value in enumerate(values)
    }


def test_two_years_have_no_line():
    assert build_etincelle(build(1, 2)) is None
    assert build_etincelle(build(1, None, 2)) is None


def test_line_goes_from_the_first_year_to_the_last():
    line = build_etincelle(build(10, 20, 15))
    assert line is not None
    assert line.lignes == ("3,25 48,3 93,14",)
    assert line.fin == ("93", "14")
    assert line.phrase == "de 10 en 2015 à 15 en 2017"


def test_missing_year_cuts_the_line():
    line = build_etincelle(build(1, 2, None, 3, 4))
    assert line is not None
    assert len(line.lignes) == 2


def test_break_of_a_series_cuts_the_line():
    serie = build(1, 2, 3, 4)
    serie[2015], serie[2016] = (replace(serie[a], statut=Statut.RUPTURE_DE_SERIE) for a in (2015, 2016))
    line = build_etincelle(serie)
    assert line is not None
    assert len(line.lignes) == 2


def test_flat_series_is_drawn_in_the_middle():
    line = build_etincelle(build(5, 5, 5))
    assert line is not None
    assert line.lignes == ("3,14 48,14 93,14",)
