"""The network as pure rules: what ties, how it is drawn, who is missing."""

import math
from collections import Counter

import pytest

from convive.gouvernance.rules.reseau import (
    CENTRE,
    MAX_TRAITS,
    Lien,
    Noeud,
    SorteLien,
    build_dessin,
    build_liens,
    count_usuels,
    explain_reseau,
    list_absents,
)

NOEUDS = [Noeud(cle, f"Organisation {cle}", "b" if cle in "ac" else "a") for cle in "abcd"]


def test_every_pair_of_a_group_is_tied_and_counts_add_up():
    liens = build_liens([("action", "abc"), ("action", "ab"), ("instance", "ba"), ("annuaire", "d")])
    assert [(lien.de, lien.vers, dict(lien.poids)) for lien in liens] == [
        ("a", "b", {"action": 2, "instance": 1}),
        ("a", "c", {"action": 1}),
        ("b", "c", {"action": 1}),
    ]
    assert liens[0].explication == "2\xa0actions, 1\xa0instance"
    assert explain_reseau(NOEUDS, liens).startswith("3\xa0organisations liées, 3\xa0liens.")
    assert "Organisation a (2)" in explain_reseau(NOEUDS, liens)
    assert explain_reseau(NOEUDS, []) == "Aucun lien pour l’instant entre ces organisations."


def test_those_of_a_kind_stand_side_by_side_on_a_circle():
    dessin = build_dessin(NOEUDS, build_liens([("action", "abcd")]))
    assert [point.noeud.cle for point in dessin.points] == ["b", "d", "a", "c"]
    distances = {round(math.hypot(point.x - CENTRE, point.y - CENTRE), 3) for point in dessin.points}
    assert len(distances) == 1
    assert len({(round(point.x), round(point.y)) for point in dessin.points}) == 4
    # Names of the left half are not upside down.
    assert [point.is_gauche for point in dessin.points] == [False, False, False, True]
    assert dessin.points[3].angle == pytest.approx(360)


def test_who_has_no_link_is_not_drawn_and_a_long_name_is_cut():
    long = Noeud("e", "Association des familles rurales du plateau", "z")
    dessin = build_dessin([*NOEUDS, long], [Lien("a", "e", Counter({SorteLien.INSTANCE: 1}))])
    assert {point.noeud.cle for point in dessin.points} == {"a", "e"}
    assert dessin.points[1].nom.endswith("…")
    assert dessin.traits[0].is_instance


def test_too_many_lines_are_counted_and_not_drawn():
    cles = [f"{rang:02}" for rang in range(30)]
    liens = build_liens([("action", cles)])
    dessin = build_dessin([Noeud(cle, cle, "") for cle in cles], liens)
    assert (len(dessin.traits), dessin.non_traces) == (MAX_TRAITS, 435 - MAX_TRAITS)


def test_the_kinds_that_models_name_most_and_that_are_not_there():
    usuels = count_usuels([(("Jeunesse",), ["caf", "caf"]), (("Jeunesse", "Logement"), ["caf", "etat"])])
    assert usuels == {"Jeunesse": Counter(caf=2, etat=1), "Logement": Counter(caf=1, etat=1)}
    assert list_absents(usuels["Jeunesse"], ["msa"]) == ["caf", "etat"]
    assert list_absents(usuels["Jeunesse"], ["caf"]) == ["etat"]
