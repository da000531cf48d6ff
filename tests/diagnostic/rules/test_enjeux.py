"""Scores, ranks, advice, and numbers in letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.diagnostic.rules.enjeux import (
    build_conseil,
    compute_resultat,
    compute_score,
    rank,
    refuse_poids,
    write_nombre,
)

POIDS = {"besoin": 30, "capacite": 25, "partenariat": 15, "cout": 15, "urgence": 15}


def build_notes(*notes: int | None) -> dict:
    return {critere: note for critere, note in zip(POIDS, notes, strict=True) if note is not None}


@pytest.mark.parametrize(
    ("notes", "score"),
    [
        ((4, 4, 4, 4, 4), 100),
        ((0, 0, 0, 0, 0), 0),
        ((2, 2, 2, 2, 2), 50),
        # 30 × 4/4 + 25 × 2/4 + 15 × 1/4 + 15 × 0 + 15 × 3/4
        ((4, 2, 1, 0, 3), 57.5),
        # Blank is not zero: it blocks.
        ((4, 4, 4, 4, None), None),
    ],
)
def test_score_of_a_ballot(notes, score):
    assert compute_score(build_notes(*notes), POIDS) == score


def test_result_is_the_mean_of_complete_ballots_with_their_spread():
    resultat = compute_resultat(
        [build_notes(4, 4, 4, 4, 4), build_notes(2, 2, 2, 2, 2), build_notes(0, None, 0, 0, 0)], POIDS
    )
    assert (resultat.score, resultat.bas, resultat.haut, resultat.ecart) == (75, 50, 100, 50)
    assert (resultat.complets, resultat.incomplets, resultat.moyennes["besoin"]) == (2, 1, 3)
    assert compute_resultat([build_notes(1, None, 1, 1, 1)], POIDS).score is None


@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=1, max_size=8))
def test_mean_of_scores_is_the_score_of_means(bulletins):
    """The page shows the means of criteria beside the score: they must agree."""
    resultat = compute_resultat([build_notes(*notes) for notes in bulletins], POIDS)
    assert resultat.score == pytest.approx(sum(POIDS[c] * resultat.moyennes[c] for c in POIDS) / 4)
    assert resultat.bas <= resultat.score + 1e-9
    assert resultat.score <= resultat.haut + 1e-9


def test_equal_scores_share_a_rank_and_blank_has_none():
    assert rank({"a": 50.0, "b": 80.0, "c": 50.04, "d": None, "e": 10.0}) == {"b": 1, "a": 2, "c": 2, "e": 4}


@pytest.mark.parametrize(
    ("retenus", "mot"), [(0, ""), (2, "trois à six"), (3, ""), (6, ""), (7, "trois à six"), (9, "huit")]
)
def test_conseil(retenus: int, mot: str):
    assert (mot in build_conseil(retenus)) if mot else build_conseil(retenus) == ""


@pytest.mark.parametrize(("poids", "is_refuse"), [([30, 70], False), ([30, 60], True), ([], True)])
def test_weights_make_a_hundred(poids: list[int], is_refuse: bool):
    assert bool(refuse_poids(poids)) is is_refuse


@pytest.mark.parametrize(
    ("value", "mots"),
    [
        (0, "zéro"),
        (5, "cinq"),
        (16, "seize"),
        (17, "dix-sept"),
        (20, "vingt"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (31, "trente et un"),
        (60, "soixante"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (77, "soixante-dix-sept"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "100"),
    ],
)
def test_numbers_in_letters(value: int, mots: str):
    assert write_nombre(value) == mots
