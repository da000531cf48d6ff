from datetime import date, timedelta

import pytest

from convive.plan_action.rules.statuts import (
    TRANSITIONS,
    VERBES_STATUTS,
    Exigence,
    FaitsTransition,
    Statut,
    explain_transition,
    get_transition,
    list_transitions,
)

TODAY = date(2026, 6, 1)
DECISION = {"motif": "Faute de local", "instance": "COPIL", "date_instance": date(2026, 5, 20)}


@pytest.mark.parametrize(
    ("de", "vers"),
    [
        ("a_preparer", {"validee", "reportee", "abandonnee"}),
        ("validee", {"en_cours", "reportee", "abandonnee"}),
        ("en_cours", {"en_pause", "bloquee", "realisee", "reportee", "abandonnee"}),
        ("en_pause", {"en_cours", "bloquee", "reportee", "abandonnee"}),
        ("bloquee", {"en_cours", "reportee", "abandonnee"}),
        ("realisee", {"en_cours", "perennisee"}),
        ("perennisee", set()),
        ("reportee", {"validee"}),
        ("abandonnee", {"a_preparer"}),
    ],
)
def test_moves_are_those_of_the_table(de, vers):
    assert {transition.vers for transition in list_transitions(de)} == vers
    for cible in Statut:
        assert (get_transition(de, cible) is not None) is (cible in vers)


def test_every_status_has_its_words():
    assert set(VERBES_STATUTS) == set(Statut)
    assert get_transition("inconnu", "validee") is None
    assert get_transition("validee", "inconnu") is None


@pytest.mark.parametrize("vers", ["reportee", "abandonnee"])
@pytest.mark.parametrize("de", ["a_preparer", "validee", "en_cours", "en_pause", "bloquee"])
def test_leaving_the_plan_asks_for_reason_body_and_date(de, vers):
    transition = TRANSITIONS[(Statut(de), Statut(vers))]
    assert set(explain_transition(transition, FaitsTransition(), TODAY)) == {"motif", "instance", "date_instance"}
    assert explain_transition(transition, FaitsTransition(**DECISION), TODAY) == {}
    assert transition.instance_decide


@pytest.mark.parametrize(
    ("de", "vers", "faits", "missing"),
    [
        ("a_preparer", "validee", {**DECISION, "manques": ["un titre", "un·e pilote"]}, {"manques"}),
        ("a_preparer", "validee", {}, {"instance", "date_instance"}),
        ("a_preparer", "validee", {**DECISION, "date_instance": TODAY + timedelta(days=1)}, {"date_instance"}),
        ("validee", "en_cours", {}, {"date_debut"}),
        ("validee", "en_cours", {"date_debut": TODAY}, set()),
        ("en_cours", "bloquee", {"motif": "Le permis"}, {"deblocage_par", "deblocage_avant"}),
        ("en_cours", "en_pause", {}, {"motif"}),
        ("en_pause", "en_cours", {}, {"motif"}),
        ("en_cours", "realisee", {}, {"motif"}),
        ("en_cours", "realisee", {"has_mesure": True}, set()),
        ("en_cours", "realisee", {"motif": "Rien à mesurer"}, set()),
        ("realisee", "perennisee", DECISION, {"relais"}),
        ("reportee", "validee", {"date_debut": TODAY}, {"date_fin"}),
        ("reportee", "validee", {"date_debut": TODAY, "date_fin": TODAY - timedelta(days=1)}, {"date_fin"}),
    ],
)
def test_each_move_says_what_is_missing(de, vers, faits, missing):
    found = explain_transition(TRANSITIONS[(Statut(de), Statut(vers))], FaitsTransition(**faits), TODAY)
    assert set(found) == missing
    assert all(message.endswith(".") for message in found.values())


def test_what_is_missing_is_named():
    transition = TRANSITIONS[(Statut.A_PREPARER, Statut.VALIDEE)]
    faits = FaitsTransition(**DECISION, manques=["un titre", "un·e pilote"])
    assert explain_transition(transition, faits, TODAY)["manques"] == "Il manque encore : un titre, un·e pilote."
    assert Exigence.COMPLETUDE in transition.exigences
