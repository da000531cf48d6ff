import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.comptes.rules import Classe, get_classe, get_defauts, is_phrase


@pytest.mark.parametrize(
    "mot_de_passe",
    ["Abcdef-12345", "abcdefghij-123", "Abcdefghijk-lm", "ÉtéÀLaMer-2026", "le chat de ma voisine dort sur mon toit"],
    ids=["CNIL 2022-100 : 12 et 4", "14 et 3", "14 et 3 sans chiffre", "accents", "phrase de 7 mots"],
)
def test_password_is_strong(mot_de_passe):
    assert get_defauts(mot_de_passe) == ()


@pytest.mark.parametrize(
    ("mot_de_passe", "extrait"),
    [
        ("Abcdef-1234", "11 caractères"),
        ("abcdefghi-123", "majuscule"),
        ("abcdefghijklmnopqrst", "il lui manque : majuscule, chiffre, caractère spécial"),
        ("a", "1 caractère ;"),
        ("Aa1-Aa1-Aa1-", "répète"),
        ("le le le le le le le", "facile"),
        ("", "0 caractère ;"),
    ],
)
def test_password_is_weak_and_says_why(mot_de_passe, extrait):
    assert extrait in " ".join(get_defauts(mot_de_passe))


def test_password_with_four_classes_but_short_names_no_missing_class():
    assert "manque" not in " ".join(get_defauts("Ab-1"))


@pytest.mark.parametrize(
    ("caractere", "classe"),
    [
        ("é", Classe.MINUSCULE),
        ("É", Classe.MAJUSCULE),
        ("7", Classe.CHIFFRE),
        ("-", Classe.SPECIAL),
        (" ", Classe.SPECIAL),
    ],
)
def test_class_of_a_character(caractere, classe):
    assert get_classe(caractere) is classe


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [("un deux trois quatre cinq six sept", True), ("un deux trois quatre cinq six", False), ("a b c d e f g", False)],
)
def test_sentence_has_seven_words(texte, attendu):
    assert is_phrase(texte) is attendu


@given(st.text(max_size=11))
def test_less_than_twelve_characters_is_never_enough(mot_de_passe):
    assert get_defauts(mot_de_passe)
