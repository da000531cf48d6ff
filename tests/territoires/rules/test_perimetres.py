from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.territoires.rules import (
    MAX_COMMUNES,
    TypeTerritoire,
    clean_nom_perimetre,
    compute_cle_perimetre,
    get_cle_territoire,
    get_refus_perimetre,
    is_fictif,
)
from convive.territoires.rules.liste import is_tronquee

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("code", "fictif"),
    [("99001", True), ("99", True), ("86194", False), ("999900017", True), ("991234567", False), ("200070035", False)],
)
def test_is_fictif(code: str, fictif: bool):
    assert is_fictif(code) is fictif


def test_get_cle_territoire_tells_a_commune_from_its_deleguee():
    assert get_cle_territoire(TypeTerritoire.COMMUNE, "01015") == "commune:01015"
    assert get_cle_territoire("commune_deleguee", "01015") == "commune_deleguee:01015"


def test_compute_cle_perimetre_is_stable():
    assert compute_cle_perimetre(["86194", "86078"], TODAY, "Essai") == "lh27nxawch6auhqh"


@given(st.lists(st.from_regex(r"[0-9]{5}", fullmatch=True), min_size=1, max_size=20))
def test_compute_cle_perimetre_ignores_order_and_repetition(codes: list[str]):
    cle = compute_cle_perimetre(codes, TODAY)
    assert compute_cle_perimetre([*reversed(codes), codes[0]], TODAY) == cle
    assert set(cle) <= set("abcdefghijklmnopqrstuvwxyz234567")
    assert len(cle) == 16


def test_compute_cle_perimetre_depends_on_date_and_name():
    cles = {
        compute_cle_perimetre(["86194"], TODAY),
        compute_cle_perimetre(["86194"], date(2026, 6, 2)),
        compute_cle_perimetre(["86194"], TODAY, "Essai"),
        compute_cle_perimetre(["86194", "86078"], TODAY),
    }
    assert len(cles) == 4


@pytest.mark.parametrize(
    ("codes", "nom", "date_validite", "mot"),
    [
        ([], "Essai", TODAY, "au moins une commune"),
        (["86194"] * (MAX_COMMUNES + 1), "Essai", TODAY, "au plus 2000"),
        (["86194", "99001"], "Essai", TODAY, "fictives"),
        (["86194"], "", TODAY, "besoin d’un nom"),
        (["86194"], "x" * 121, TODAY, "120 caractères"),
        (["86194"], "Essai", date(1989, 12, 31), "1990"),
        (["86194"], "Essai", date(2037, 1, 1), "2036"),
    ],
)
def test_get_refus_perimetre(codes, nom, date_validite, mot):
    (refus,) = get_refus_perimetre(codes, nom, date_validite, TODAY)
    assert mot in refus


@pytest.mark.parametrize("date_validite", [date(1990, 1, 1), TODAY, date(2036, 12, 31)])
def test_get_refus_perimetre_of_a_good_one(date_validite: date):
    assert get_refus_perimetre(["86194"], "Essai", date_validite, TODAY) == []


@pytest.mark.parametrize(
    ("actifs", "disparus", "tronquee"),
    [(35_000, 1_000, False), (35_000, 3_501, True), (99, 99, False), (100, 10, False), (100, 11, True)],
)
def test_is_tronquee(actifs: int, disparus: int, tronquee: bool):
    assert is_tronquee(actifs, disparus) is tronquee


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\ufffe", "\uffff", "\u202e", "\u200b", "\ue000", "\ud800", "\x85"])
def test_clean_nom_perimetre_drops_what_nobody_can_see(sign: str):
    assert clean_nom_perimetre(f" Bassin {sign} de\u00a0 Civray{sign}") == "Bassin de Civray"
    assert get_refus_perimetre(["86194"], sign, TODAY, TODAY) == [
        "Le périmètre a besoin d’un nom, celui que l’on dit en réunion."
    ]


@pytest.mark.parametrize("nom", ["L’Haÿ-les-Roses", "Saint-Denis (Réunion) \u2014 «\u202fœ\u202f»"])
def test_clean_nom_perimetre_keeps_what_can_be_read(nom: str):
    assert clean_nom_perimetre(nom) == " ".join(nom.split())
