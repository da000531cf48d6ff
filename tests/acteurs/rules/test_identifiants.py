"""Numbers of organisations: check digits, spaces, La Poste."""

import pytest

from convive.acteurs.rules.identifiants import IdentifiantInvalide, get_siren, parse_rna, parse_siren, parse_siret


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        pytest.param("732 829 320", "732829320", id="espaces"),
        pytest.param("732.829.320", "732829320", id="points"),
        pytest.param("732\u202f829\u00a0320", "732829320", id="espaces insécables"),
        pytest.param("", "", id="vide"),
    ],
)
def test_siren_is_read_as_people_write_it(texte: str, lu: str):
    assert parse_siren(texte) == lu


@pytest.mark.parametrize(
    ("texte", "raison"),
    [
        ("732829321", "un chiffre est faux"),
        ("73282932", "a 9 chiffres"),
        ("73282932A", "n’a que des chiffres"),
        ("٧٣٢٨٢٩٣٢٠", "n’a que des chiffres"),
    ],
)
def test_siren_that_cannot_exist_is_refused(texte: str, raison: str):
    with pytest.raises(IdentifiantInvalide, match=raison):
        parse_siren(texte)


def test_siret_of_an_ordinary_company_has_a_luhn_digit():
    assert parse_siret("732 829 320 00074") == "73282932000074"
    assert get_siren("73282932000074") == "732829320"
    with pytest.raises(IdentifiantInvalide, match="deux sont inversés"):
        parse_siret("73282932000047")


@pytest.mark.parametrize("siret", ["35600000000048", "35600000049837"])
def test_siret_of_la_poste_follows_luhn_or_the_sum_of_five(siret: str):
    """The seat follows Luhn; post offices only have digits that add up to a multiple of five (Insee)."""
    assert parse_siret(siret) == siret


def test_siret_of_la_poste_is_checked_too():
    with pytest.raises(IdentifiantInvalide):
        parse_siret("35600000049838")


@pytest.mark.parametrize(("texte", "lu"), [("w861 000 123", "W861000123"), ("W9T1000123", "W9T1000123"), ("", "")])
def test_rna_is_read_as_people_write_it(texte: str, lu: str):
    assert parse_rna(texte) == lu


@pytest.mark.parametrize("texte", ["861000123", "W86100012", "W8610001234", "<script>"])
def test_rna_that_cannot_exist_is_refused(texte: str):
    with pytest.raises(IdentifiantInvalide, match="n’est pas un numéro RNA"):
        parse_rna(texte)
