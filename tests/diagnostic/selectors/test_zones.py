"""Quartiers of real places, followed by hand to their files."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from convive.diagnostic.exports.zones import build_zones
from convive.diagnostic.selectors import zones as selecteur
from convive.diagnostic.selectors.zones import get_zones_perimetre
from convive.territoires.selectors import get_perimetre
from tests.diagnostic.conftest import BORDEAUX, CIVRAISIEN, GRAND_PARIS

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")
JOUR = date(2026, 11, 25)


def read(path: Path, cle: str, code: str) -> dict[str, str]:
    with path.open(encoding="utf-8-sig", newline="") as flux:
        return next(row for row in csv.DictReader(flux, delimiter=";") if row[cle] == code)


def test_iris_says_what_its_files_say(depot_officiel: Path):
    table = get_zones_perimetre(get_perimetre("33063"), JOUR).iris
    assert table is not None
    assert {colonne.libelle: annee for colonne, annee in table.colonnes} == {
        "Habitants": 2021,
        "Moins de 20 ans, %": 2021,
        "65 ans ou plus, %": 2021,
        "Niveau de vie médian, €": 2019,
        "Taux de pauvreté, %": 2019,
        "Enfants de 0 à 2 ans (Caf)": 2020,
        "Allocataires du RSA, % (Caf)": 2020,
    }
    assert all(ligne.communes == ("33063",) for ligne in table.lignes)
    ligne = next(ligne for ligne in table.lignes if all(valeur is not None for valeur, _ in ligne.valeurs))
    (_, _, _, mediane, pauvrete, enfants, rsa) = [valeur for valeur, _ in ligne.valeurs]
    filosofi = read(depot_officiel / "insee" / "BASE_TD_FILO_DISP_IRIS_2019.csv", "IRIS", ligne.code)
    assert mediane == float(filosofi["DISP_MED19"].replace(",", "."))
    assert pauvrete == float(filosofi["DISP_TP6019"].replace(",", "."))
    caf = read(depot_officiel / "caf" / "data_CAF_2020_IRIS.csv", "CODGEO", ligne.code)
    assert enfants == float(caf["ENF_2"])
    assert rsa == pytest.approx(100 * float(caf["ARSAS"]) / float(caf["A"]))


def test_quartiers_prioritaires_of_two_lists_are_told_apart():
    lues = get_zones_perimetre(get_perimetre(BORDEAUX), JOUR)
    assert lues.qpv is not None
    assert all(ligne.code.startswith("QP") for ligne in lues.qpv.lignes)
    assert {annee for _, annee in lues.qpv.colonnes} == {2022}
    assert len(lues.liste_2024) > 5
    affichees = build_zones(get_perimetre(BORDEAUX), JOUR, is_tout=True)
    assert affichees.qpv is not None
    assert "quartiers prioritaires" in affichees.qpv.source.lower()
    assert any(", " in communes or " et " in communes for _, communes in affichees.liste_2024)


def test_long_table_waits_to_be_asked_for(client):
    url = reverse("diagnostic:portrait_detail", args=[BORDEAUX])
    page = client.get(url).content.decode()
    assert "?quartiers=tous#iris" in page
    assert "Niveau de vie médian, € (2019)" not in page
    page = client.get(url, {"quartiers": "tous"}).content.decode()
    assert "?quartiers=tous" not in page
    assert "Niveau de vie médian, € (2019)" in page
    assert "Les quartiers de 2015, seuls à avoir des chiffres" in page


def test_rural_place_has_no_quartier_and_a_huge_one_has_too_many_for_a_page():
    assert get_zones_perimetre(get_perimetre(CIVRAISIEN), JOUR).qpv is None
    assert not build_zones(get_perimetre(CIVRAISIEN), JOUR)
    paris = build_zones(get_perimetre(GRAND_PARIS), JOUR).iris
    assert paris is not None
    assert paris.total > selecteur.MAX_QUARTIERS
    assert paris.lignes == ()
