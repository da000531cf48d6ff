"""What is still missing before a séance."""

from dataclasses import replace
from datetime import date

import pytest

from convive.gouvernance.rules.preparation import EtatSeance, Lieu, list_preparatifs

PRETE = EtatSeance(
    convoquee_le=date(2026, 11, 12),
    has_horaires=True,
    has_lieu=True,
    durees=(20, 30, 60),
    prevu_minutes=120,
    a_decider=2,
    a_decider_nus=0,
    actions=3,
    sans_meteo=0,
    en_retard=4,
    is_suivi_prevu=True,
)


def test_a_ready_seance_says_six_facts_and_asks_nothing():
    rows = list_preparatifs(PRETE)
    assert len(rows) == 6
    assert all(row.is_fait for row in rows)
    assert "convoquée le 12\u00a0novembre\u00a02026" in [row.libelle for row in rows]


@pytest.mark.parametrize(
    ("manque", "libelle", "lieu"),
    [
        ({"convoquee_le": None}, "Convoquer les membres", Lieu.CONVOCATION),
        ({"has_horaires": False}, "Donner l’heure", Lieu.REGLAGES),
        ({"has_lieu": False}, "Dire où elle se tient", Lieu.REGLAGES),
        ({"has_lieu": False, "has_horaires": False}, "Donner l’heure et le lieu", Lieu.REGLAGES),
        ({"durees": ()}, "Poser l’ordre du jour", Lieu.ORDRE),
        ({"durees": (100, 40)}, "Alléger l’ordre du jour\u00a0: 20\u00a0min de trop", Lieu.ORDRE),
        ({"a_decider_nus": 1}, "Joindre de quoi décider à 1\u00a0point", Lieu.DECIDER),
        ({"sans_meteo": 2}, "Demander 2\u00a0météos", Lieu.POINT),
        ({"is_suivi_prevu": False}, "Faire le point sur 4\u00a0décisions en retard", Lieu.ORDRE),
    ],
)
def test_what_is_missing_comes_first_and_leads_to_its_place(manque, libelle, lieu):
    first, *autres = list_preparatifs(replace(PRETE, **manque))
    assert (first.libelle, first.lieu, first.is_fait) == (libelle, lieu, False)
    assert all(row.is_fait for row in autres)


def test_what_a_seance_has_no_use_for_is_not_asked():
    rows = list_preparatifs(replace(PRETE, a_decider=0, actions=0, en_retard=0))
    assert len(rows) == 3
