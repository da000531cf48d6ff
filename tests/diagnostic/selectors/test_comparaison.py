"""What a portrait is compared with: one level at a time; territories alike as one, never as a mean of rates."""

from datetime import date
from statistics import fmean

import pytest

from convive.diagnostic.exports.indicateurs import format_comparaisons
from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.selectors.comparaison import MAX_SEMBLABLES, Niveau, get_choix
from convive.diagnostic.selectors.portrait import read_mesures
from convive.donnees.rules import Maille
from convive.donnees.sources.base import BASE_DIR, list_territoires
from tests.diagnostic.conftest import CIVRAISIEN, TROIS_GUES
from tests.diagnostic.selectors.test_indicateurs import build_perimetre_epci

JOUR = date(2026, 11, 25)
pytestmark = pytest.mark.usefixtures("chiffres")


@pytest.fixture(scope="module")
def civraisien():
    return build_perimetre_epci(list_territoires(BASE_DIR), CIVRAISIEN)


@pytest.mark.parametrize(("demande", "niveau"), [("", "departement"), ("rien", "departement"), ("france", "france")])
def test_one_level_is_compared_the_first_one_when_none_is_known(civraisien, demande: str, niveau: str):
    choix = get_choix(civraisien, demande, JOUR)
    assert choix.niveau == niveau
    assert list(choix.niveaux) == list(Niveau)
    assert {reference.niveau for reference in choix.references} == {niveau}
    assert {c.reference.niveau for c in choix.portrait.comparaisons} == {niveau}
    compared = [ligne.comparaisons for ligne in choix.tableau.lignes.values() if ligne.comparaisons]
    assert {reference.niveau for comparaisons in compared for reference, _ in comparaisons} == {niveau}


def test_figures_of_the_territory_do_not_depend_on_the_level(civraisien):
    lus = [get_choix(civraisien, niveau, JOUR).tableau.lignes for niveau in Niveau]
    for nom, ligne in lus[0].items():
        assert all(autres[nom].figure == ligne.figure for autres in lus[1:])


def test_territories_alike_are_added_up_before_they_are_divided(civraisien):
    choix = get_choix(civraisien, "semblables", JOUR)
    (reference,) = choix.references
    codes = reference.code.split("+")
    assert len(codes) == MAX_SEMBLABLES
    assert CIVRAISIEN not in codes
    ((_, figure),) = choix.tableau.lignes["part_65p"].comparaisons
    ages = ("population_0_19", "population_20_64", "population_65p")
    annee = int(figure.millesime)
    lues = [
        {nom: mesures[nom][annee].valeur for nom in ages} for mesures in read_mesures([(Maille.EPCI, c) for c in codes])
    ]
    attendu = 100 * sum(lue["population_65p"] for lue in lues) / sum(sum(lue.values()) for lue in lues)
    assert figure.valeur == pytest.approx(attendu)
    assert figure.valeur != pytest.approx(fmean(100 * lue["population_65p"] / sum(lue.values()) for lue in lues))
    assert choix.portrait.comparaisons[0].figures["part_65p"].valeur == pytest.approx(attendu)


def test_a_count_of_territories_alike_compares_with_nothing_and_a_published_rate_by_its_ends(civraisien):
    lignes = get_choix(civraisien, "semblables", JOUR).tableau.lignes
    assert lignes["population_municipale"].comparaisons == ()
    publies = [
        ligne for ligne in lignes.values() if ligne.fiche.indicateur.calcul is Calcul.PUBLIE and ligne.comparaisons
    ]
    assert publies
    for ligne in publies:
        ((_, figure),) = ligne.comparaisons
        assert figure.valeur is None
        if figure.etendue:
            assert ": de " in format_comparaisons(ligne).replace("\u00a0", "")


def test_the_fictional_territory_is_compared_with_its_own_departement_alone():
    choix = get_choix(build_perimetre_epci(list_territoires(BASE_DIR), TROIS_GUES), "semblables", JOUR)
    assert choix.niveaux == (Niveau.DEPARTEMENT,)
