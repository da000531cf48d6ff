"""What two people write differently for the same thing gives the same token."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.recherche.rules.francais import (
    MOTS_VIDES,
    build_texte_index,
    clean_texte,
    compute_jetons,
    fold_accents,
    parse_mots,
)

# Each line: words that one word finds.
FAMILLES = (
    ("accueil", "accueils", "accueillir", "accueille", "Accueil", "ACCUEIL"),
    ("crèche", "crèches", "creche", "CRÈCHES", "Crèche"),
    ("œuvre", "oeuvre", "Œuvres", "OEUVRES"),
    ("élu", "élus", "élue", "élues", "elu", "ÉLU", "élu·e", "élu·e·s", "élu(e)s", "élu•e"),
    ("chargé", "chargée", "chargés", "chargé·e", "chargé·e·s", "charge"),
    ("coordonnateur", "coordonnateurs", "coordonnateur·rice", "coordonnateur·rice·s"),
    ("enfance", "l’enfance", "l'enfance", "L‘enfance", "d’enfance", "Enfance"),
    ("enfant", "enfants", "d’enfants", "qu’enfants"),
    ("aujourd’hui", "aujourd'hui", "Aujourd’hui"),
    ("enjeu", "enjeux"),
    ("lieu", "lieux"),
    ("travail", "travaux"),
    ("rendu", "rendus", "rendue"),
    ("social", "sociaux", "sociale", "sociales"),
    ("communal", "communaux"),
    ("CTG", "C.T.G.", "c.t.g", "ctg"),
    ("Caf", "CAF", "C.A.F.", "Cafs"),
    ("RPE", "R.P.E."),
    ("café", "cafés", "cafe", "CAFÉ"),
    ("évaluer", "évaluation", "Évaluations", "evaluer"),
    ("saint", "St", "st"),
    ("1er", "1ère", "1re", "1ERE"),
    ("isolé", "isolée", "isolées", "isolee"),
    ("200 070 035", "200070035", "200 070 035", "200.070.035"),
    ("1 500", "1500"),
)


def get_jetons(texte: str) -> set[str]:
    return {jeton for mot in parse_mots(texte) for jeton in (*mot.jetons, *mot.variantes)}


@pytest.mark.parametrize("famille", FAMILLES, ids=lambda famille: famille[0])
def test_family_shares_one_token(famille: tuple[str, ...]):
    first, *others = famille
    assert [mot for mot in others if not get_jetons(mot) & get_jetons(first)] == []


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        ("Caf", "café"),
        ("élu", "élève"),
        ("maire", "maternelle"),
        ("danse", "dans"),
        ("crèche", "cruche"),
        ("12", "120"),
        ("plan", "plat"),
    ],
)
def test_strangers_share_nothing(un: str, autre: str):
    assert not get_jetons(un) & get_jetons(autre)


def test_parentalite_joins_parental_and_its_form_without_accent():
    assert get_jetons("parentalité") & get_jetons("parental")
    assert get_jetons("PARENTALITE") & get_jetons("parentalité")


def test_compound_is_found_in_parts_and_in_one_word():
    (mot,) = parse_mots("multi-accueil")
    assert mot.jetons == (*compute_jetons("multi"), *compute_jetons("accueil"))
    assert mot.variantes == compute_jetons("multiaccueil")


def test_index_keeps_order_without_empty_words_then_variants_once():
    assert build_texte_index("La parentalité, la petite enfance et la parentalité") == (
        "parentalit petit enfanc parentalit parental"
    )


def test_word_whose_stem_is_an_empty_word_is_kept():
    assert build_texte_index("Danses et danse dans la rue") == "danse danse ru"


def test_words_of_one_letter_and_numbers_are_kept():
    assert build_texte_index("Plan B, 2e axe, 12,5 % en 2026") == "plan b 2e axe 12 5 2026"


def test_empty_words_are_folded():
    assert {fold_accents(mot) for mot in MOTS_VIDES} == MOTS_VIDES


@given(st.text(max_size=80))
def test_tokens_are_letters_and_digits_alone(texte: str):
    index = build_texte_index(texte)
    assert all(jeton.isalnum() for jeton in index.split())
    assert not set(index) & set(string.punctuation)
    assert "\x00" not in clean_texte(texte)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(texte: str):
    assert fold_accents(fold_accents(texte)) == fold_accents(texte)
