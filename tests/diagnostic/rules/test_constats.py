"""Where partners stand, and what is missing."""

import pytest

from convive.diagnostic.rules.constats import (
    Accord,
    FigureFigee,
    build_detail_accord,
    build_phrase_avis,
    compute_accord,
    list_manques,
)


@pytest.mark.parametrize(
    ("sens", "accord"),
    [
        ([], Accord.SANS_AVIS),
        (["accord"], Accord.FAVORABLE),
        (["accord", "accord"], Accord.PARTAGE),
        (["accord", "a_verifier"], Accord.A_VERIFIER),
        # One is enough: a majority does not make a fact.
        (["accord", "accord", "accord", "a_verifier", "desaccord"], Accord.DISCUTE),
    ],
)
def test_accord(sens: list[str], accord: Accord):
    assert compute_accord(sens) is accord


def test_phrase_counts_what_was_given_only():
    assert build_phrase_avis(["accord", "desaccord", "accord"]) == "2\u00a0d’accord, 1\u00a0pas d’accord"
    assert build_phrase_avis([]) == ""
    assert build_detail_accord(["accord"]) == ""
    assert build_detail_accord(["accord", "accord"]) == "2\u00a0avis favorables"
    assert build_detail_accord(["a_verifier"]) == "1\u00a0avis le demande"
    assert build_detail_accord(["accord", "a_verifier"]) == "1\u00a0avis sur 2 le demande"
    assert build_detail_accord(["a_verifier", "accord", "a_verifier"]) == "2\u00a0avis sur 3 le demandent"
    assert build_detail_accord(["desaccord"]) == "1\u00a0pas d’accord"


def test_manques_go_from_the_most_useful():
    assert list_manques(natures=[], has_thematique=False, is_partage=False)[0].startswith("Aucune preuve")
    assert list_manques(natures=["parole"], has_thematique=True, is_partage=True)[0].startswith("Aucun chiffre")
    assert list_manques(natures=["donnee"], has_thematique=True, is_partage=True)[0].startswith("Aucune parole")
    assert list_manques(natures=["donnee", "parole"], has_thematique=True, is_partage=True) == []


def test_figure_shows_its_year():
    assert FigureFigee("Part", 12.5, "%", "2022", "Insee", decimales=1).affichage == "12,5 % (2022)"
