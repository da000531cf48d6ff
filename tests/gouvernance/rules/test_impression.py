"""A séance as it is printed: kept whole, cut for one page, asked in one sentence."""

import json
from dataclasses import replace

import pytest

from convive.gouvernance.exports.exemple_seance import SEANCE_CLOSE, SEANCE_EXEMPLE
from convive.gouvernance.rules.impression import (
    COUPES,
    DEMANDES,
    DecisionImprimee,
    LigneImprimee,
    SeanceIllisible,
    build_releve,
    cut,
    dump_seance,
    explain_demande,
    explain_presences,
    load_seance,
)


@pytest.mark.parametrize("seance", [SEANCE_EXEMPLE, SEANCE_CLOSE, replace(SEANCE_CLOSE, plan=None)])
def test_a_séance_comes_back_as_it_was_kept(seance):
    assert load_seance(json.loads(json.dumps(dump_seance(seance)))) == seance


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v.update(version=2),
        lambda v: v.pop("seance"),
        lambda v: v["seance"].pop("instance"),
        lambda v: v["seance"].update(points=[{"rang": "un"}]),
        lambda v: v["seance"].update(titre_ajoute=1, points=4),
        lambda v: v.update(seance="du texte"),
    ],
)
def test_what_was_changed_is_not_read(change):
    valeur = json.loads(json.dumps(dump_seance(SEANCE_CLOSE)))
    change(valeur)
    with pytest.raises(SeanceIllisible):
        load_seance(valeur)


@pytest.mark.parametrize(
    ("arguments", "attendu"),
    [
        (("information",), "information"),
        (("avis", "fiche_action", "bloquee"), "avis"),
        (("decision", "enjeu"), "enjeu"),
        (("decision", "fiche_action", "bloquee"), "bloquee"),
        (("decision", "fiche_action", "a_preparer"), "a_preparer"),
        (("decision", "fiche_action", "en_cours"), "decision"),
        (("decision",), "decision"),
    ],
)
def test_what_is_asked_follows_the_nature_of_the_point(arguments, attendu):
    assert explain_demande(*arguments) == DEMANDES[attendu]


def test_a_late_action_asks_for_its_date():
    assert explain_demande("decision", "fiche_action", "en_cours", is_en_retard=True) == DEMANDES["retard"]


def test_who_was_there_is_counted_by_kind():
    assert explain_presences(SEANCE_CLOSE) == ["2\u00a0présent·es", "1\u00a0représenté·e", "1\u00a0excusé·e"]
    assert explain_presences(SEANCE_EXEMPLE) == []


def build_pleine(decisions: int, lettres: int, actions: int = 0, qui: str = "Communauté de communes"):
    mots = ("Ouvrir une place de plus " * 60)[:lettres]
    return replace(
        SEANCE_CLOSE,
        decisions=tuple(
            DecisionImprimee(f"2026-{n:03}", mots, qui, "31\u00a0mars\u00a02027") for n in range(decisions)
        ),
        lignes=tuple(LigneImprimee(1, "action", mots) for _ in range(actions)),
    )


def test_a_short_relevé_says_everything():
    releve = build_releve(SEANCE_CLOSE)
    assert releve.decisions == SEANCE_CLOSE.decisions
    assert releve.actions == ("Demander deux devis de cuisine.",)
    assert (releve.is_abrege, releve.autres_decisions, releve.autres_actions) == (False, 0, 0)


def test_long_texts_are_cut_before_anything_is_left_out():
    releve = build_releve(build_pleine(9, 400, 3))
    assert (len(releve.decisions), len(releve.actions)) == (9, 3)
    assert releve.is_abrege
    assert all(row.libelle.endswith("…") for row in releve.decisions)
    assert releve.autres_decisions == releve.autres_actions == 0


def test_what_one_page_cannot_hold_is_counted():
    releve = build_releve(build_pleine(40, 300, 20))
    assert len(releve.decisions) + releve.autres_decisions == 40
    assert len(releve.actions) + releve.autres_actions == 20
    assert releve.decisions
    assert releve.is_abrege


def test_a_text_is_cut_at_a_word():
    assert cut("Ouvrir vingt places", 14) == "Ouvrir vingt…"
    assert cut("Ouvrir\nvingt", COUPES[0]) == "Ouvrir vingt"
