"""What one changes on several actions at once: moves that are possible, months, changes joined."""

from datetime import date

import pytest

from convive.plan_action.rules.lot import (
    explain_refus,
    list_statuts_possibles,
    merge_changements,
    merge_transitions,
    move_mois,
)
from convive.plan_action.rules.places import Changement
from convive.plan_action.rules.statuts import Exigence, Statut

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("statut", "vers", "manques", "mots"),
    [
        ("en_cours", "en_cours", (), ""),
        ("en_cours", "en_pause", (), ""),
        ("realisee", "en_pause", (), "elle est «\xa0réalisée\xa0»"),
        ("a_preparer", "validee", ("un·e pilote",), "il manque encore : un·e pilote"),
        ("a_preparer", "validee", (), ""),
    ],
)
def test_explain_refus(statut, vers, manques, mots):
    phrase = explain_refus(statut, vers, manques, TODAY)
    assert mots in phrase.replace("\xa0:", " :")
    assert bool(phrase) == bool(mots)


def test_list_statuts_possibles_gives_where_one_at_least_may_go():
    assert list_statuts_possibles(["en_cours", "en_cours"]) == [
        Statut.EN_PAUSE, Statut.BLOQUEE, Statut.REALISEE, Statut.REPORTEE, Statut.ABANDONNEE,
    ]  # fmt: skip
    assert list_statuts_possibles(["perennisee"]) == []


def test_merge_transitions_asks_all_that_they_need():
    merged = merge_transitions(["en_cours", "en_pause"], Statut.EN_COURS)
    assert merged is not None
    assert merged.exigences == {Exigence.NOTE}
    merged = merge_transitions(["validee", "en_pause"], Statut.EN_COURS)
    assert merged is not None
    assert merged.exigences == {Exigence.NOTE, Exigence.DATE_DEBUT}
    assert merge_transitions(["perennisee"], Statut.EN_COURS) is None


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 15), 3, date(2027, 2, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 1), -12, date(2025, 12, 1)),
        (None, 3, None),
    ],
)
def test_move_mois(jour, mois, attendu):
    assert move_mois(jour, mois) == attendu


def test_merge_changements_keeps_the_first_and_the_last():
    rows = [
        Changement("fiche", "a", {"ordre": 1}, {"ordre": 2}),
        Changement("fiche", "b", {"ordre": 2}, {"ordre": 3}),
        Changement("fiche", "a", {"ordre": 2, "noeud_id": None}, {"ordre": 3, "noeud_id": "n"}),
        Changement("fiche", "b", {"ordre": 3}, {"ordre": 2}),
        Changement("statut", "c"),
    ]
    assert merge_changements(rows) == [
        Changement("fiche", "a", {"ordre": 1, "noeud_id": None}, {"ordre": 3, "noeud_id": "n"}),
        Changement("statut", "c"),
    ]
