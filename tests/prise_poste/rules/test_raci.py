"""Exactly one who answers, at least one who does; the table that ships keeps to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.prise_poste.rules.contenus import ContenuInvalide
from convive.prise_poste.rules.raci import ROLES, LigneLue, build_raci, explain_lignes, list_defauts
from convive.prise_poste.selectors.contenus import read_contenu
from convive.prise_poste.selectors.raci import get_raci_propose

VIDE = ("",) * (len(ROLES) - 2)


@given(st.lists(st.sampled_from(["", "R", "A", "C", "I"]), min_size=7, max_size=7))
def test_a_line_holds_when_it_has_one_a_and_one_r(parts):
    assert (not list(list_defauts(parts))) == (parts.count("A") == 1 and "R" in parts)


def test_what_ships_keeps_to_the_rule():
    assert len(get_raci_propose()) == 8
    assert explain_lignes(get_raci_propose()) == []
    contenu = read_contenu("missions")["raci"]
    with pytest.raises(ContenuInvalide, match="Diagnostic"):
        build_raci(contenu | {"lignes": [contenu["lignes"][1] | {"elus": "C"}]})
    with pytest.raises(ContenuInvalide, match="colonnes"):
        build_raci(contenu | {"roles": contenu["roles"][:3]})


@pytest.mark.parametrize(
    ("parts", "phrase"),
    [
        (("R", "", *VIDE), "Personne ne répond du résultat"),
        (("A", "", *VIDE), "Personne ne fait"),
        (("A", "A", "R", *VIDE[1:]), "dans 2 cases de la ligne"),
    ],
)
def test_a_fault_is_said_in_french_with_its_line(parts, phrase):
    (message, *_) = explain_lignes([LigneLue("Budget", parts)])
    assert message.startswith("« Budget »")
    assert phrase in " ".join(explain_lignes([LigneLue("Budget", parts)]))


def test_a_name_comes_once_and_a_table_is_never_empty():
    ligne = LigneLue("Budget", ("A", "R", *VIDE))
    assert explain_lignes([ligne, LigneLue("budget", ("A", "R", *VIDE))]) == ["Deux lignes ont le même nom."]
    assert explain_lignes([]) == ["Gardez une ligne au moins."]
