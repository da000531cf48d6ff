"""The grid: gaps, changes, and a radar that is read in black and white."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.prise_poste.rules.competences import (
    ATTENDU,
    CENTRE,
    RAYON,
    build_radar,
    compare,
    compute_moyenne,
    count_reponses,
    list_ecarts,
    summarize_chemin,
)
from convive.prise_poste.selectors.contenus import get_grille

GRILLE = get_grille()
CLES = [item.cle for item in GRILLE.items]
NIVEAUX = st.dictionaries(st.sampled_from(CLES), st.integers(0, 4))


@given(NIVEAUX)
def test_gaps_are_the_lowest_answers_below_autonomy(niveaux):
    ecarts = list_ecarts(GRILLE, niveaux)
    assert len(ecarts) == min(5, sum(niveau < ATTENDU for niveau in niveaux.values()))
    assert all(ecart.manque == ATTENDU - niveaux[ecart.item.cle] > 0 for ecart in ecarts)
    cachees = set(niveaux) - {ecart.item.cle for ecart in ecarts}
    if ecarts:
        assert all(niveaux[cle] >= ecarts[-1].niveau for cle in cachees)


@given(NIVEAUX)
def test_each_point_of_the_radar_is_at_the_distance_of_its_level(niveaux):
    (serie,) = build_radar(GRILLE, [("le 3 mars", niveaux)]).series
    assert sorted(niveau for _, _, niveau in serie.points) == sorted(niveaux.values())
    for x, y, niveau in serie.points:
        assert math.hypot(float(x) - CENTRE, float(y) - CENTRE) == pytest.approx(RAYON * niveau / 4, abs=0.2)


def test_three_times_are_told_apart_without_a_colour():
    radar = build_radar(GRILLE, [(f"n° {rang}", {"S1": rang % 5}) for rang in range(5)])
    assert [serie.nom for serie in radar.series] == ["n° 2", "n° 3", "n° 4"]
    assert len({serie.trait for serie in radar.series}) == len({serie.forme for serie in radar.series}) == 3
    assert radar.series[-1].trait == ""
    assert "n° 4\u00a0: en moyenne, Ce que je sais\u00a0: 4 sur 4." in radar.description
    assert "," not in "".join((*radar.cercles, *(axe.x for axe in radar.axes)))


def test_no_answer_is_not_a_zero():
    famille = GRILLE.familles[0]
    assert compute_moyenne(famille, {}) is None
    assert compute_moyenne(famille, {"S1": 0, "S2": 4}) == 2
    assert count_reponses({"S1": 0, "inconnue": 2}, GRILLE) == 1
    assert build_radar(GRILLE, [("vide", {})]).series[0].chemin == ""


def test_the_way_goes_from_the_first_answer_to_the_last():
    lignes = {
        ligne.item.cle: ligne
        for _, rows in compare(GRILLE, [{"S1": 1, "S2": 3}, {}, {"S1": 3, "S2": 2}])
        for ligne in rows
    }
    assert (lignes["S1"].evolution, lignes["S1"].chemin) == (2, "+2")
    assert lignes["S2"].chemin == "\u22121"
    assert (lignes["S3"].evolution, lignes["S3"].chemin) == (None, "")
    same = compare(GRILLE, [{"S1": 2}, {"S1": 2}])[0][1][0]
    assert same.chemin == "pareil"


def test_the_way_counts_what_was_answered_twice_and_names_the_wide_steps():
    avant = {"S1": 0, "S2": 1, "S3": 2, "S4": 3, "S5": 1}
    apres = {"S1": 3, "S2": 3, "S3": 2, "S4": 2, "F1": 4}
    lignes = [ligne for _, famille in compare(GRILLE, [avant, apres]) for ligne in famille]
    chemin = summarize_chemin(lignes)
    assert chemin.phrase == "2\u00a0montent, 1\u00a0reste pareille et 1\u00a0baisse"
    assert [(ligne.item.cle, ligne.chemin) for ligne in chemin.pas] == [("S1", "+3"), ("S2", "+2")]
    assert summarize_chemin([]).total == 0


def test_a_grid_answered_before_a_line_came_stays_whole():
    avant = dict.fromkeys((cle for cle in CLES if cle != "F10"), 2)
    apres = dict.fromkeys(CLES, 3)
    assert count_reponses(avant, GRILLE) == len(CLES) - 1
    lignes = [ligne for _, famille in compare(GRILLE, [avant, apres]) for ligne in famille]
    assert next(ligne.niveaux for ligne in lignes if ligne.item.cle == "F10") == (None, 3)
    # It was answered once: it neither rose nor fell.
    assert summarize_chemin(lignes).total == len(CLES) - 1
    assert build_radar(GRILLE, [("Avant", avant), ("Après", apres)]).series[0].points
