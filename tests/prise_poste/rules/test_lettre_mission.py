"""What a lettre de mission lacks, what an objective may say."""

from dataclasses import replace
from datetime import date

import pytest

from convive.prise_poste.rules.lettre_mission import FaitsLettre, count_etats, list_manques, refuse_objectif

PLEINE = FaitsLettre("A", "Pays", "DGA", "0,5", "Diriger", date(2026, 1, 5), 3, 0)
ANNEE = {"debut": date(2026, 1, 1), "fin": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("champ", "valeur", "manque"),
    [
        ("employeur", "", "l’employeur"),
        ("objectifs", 2, "trois objectifs"),
        ("sans_date", 1, "une date pour chaque"),
        ("hors_mission", "", "ne fera pas"),
        ("date_signature", None, "signature"),
    ],
)
def test_each_lack_is_said_once(champ, valeur, manque):
    assert list_manques(PLEINE) == []
    (phrase,) = list_manques(replace(PLEINE, **{champ: valeur}))
    assert manque in phrase


@pytest.mark.parametrize("etat", ["atteint", "partiel", "abandonne"])
def test_a_result_says_how_it_shows(etat):
    assert set(refuse_objectif(etat, "", None, **ANNEE)) == {"preuve"}
    assert refuse_objectif(etat, "47 lignes sur 52", None, **ANNEE) == {}


@pytest.mark.parametrize(
    ("jour", "refuse"), [(date(2025, 12, 31), True), (date(2026, 1, 1), False), (date(2027, 1, 1), True)]
)
def test_a_date_is_inside_the_period(jour, refuse):
    assert bool(refuse_objectif("en_cours", "", jour, **ANNEE)) is refuse


def test_states_are_counted_in_order():
    assert count_etats(["atteint", "a_faire", "atteint"]) == [("Pas commencé", 1), ("Atteint", 2)]
