"""A sequence becomes one text that can be merged, and comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.formation.rules.sequence import (
    explain_apport,
    read_apports,
    read_deroule,
    read_lignes,
    write_apports,
    write_deroule,
    write_lignes,
)
from convive.formation.selectors.contenus import read_contenu

MOT = st.text(alphabet="abcdé ’?:", min_size=1, max_size=12).map(str.strip).filter(bool)
TEMPS = st.fixed_dictionaries(
    {
        "minutes": st.integers(1, 240),
        "titre": MOT,
        "methode": st.one_of(st.just(""), MOT),
        "consigne": st.lists(MOT, max_size=3).map("\n".join),
    }
)
APPORT = st.fixed_dictionaries(
    {
        "titre": MOT,
        "statut": st.sampled_from(["regle", "usage", "local"]),
        "texte": st.lists(MOT, min_size=1, max_size=3).map("\n\n".join),
        "sources": st.lists(MOT.map(lambda mot: f"https://exemple.invalid/{mot}"), max_size=2),
    }
)


@given(st.lists(TEMPS, max_size=5))
def test_any_steps_come_back(deroule):
    assert read_deroule(write_deroule(deroule)) == deroule


@given(st.lists(APPORT, max_size=4))
def test_any_inputs_come_back(apports):
    assert read_apports(write_apports(apports)) == apports


def test_every_sequence_that_ships_comes_back():
    for row in read_contenu("cours/ctg_deux_jours")["sequences"]:
        assert read_deroule(write_deroule(row["deroule"])) == row["deroule"]
        apports = [apport | {"texte": apport["texte"].strip()} for apport in row["apports"]]
        assert read_apports(write_apports(row["apports"])) == apports
        assert read_lignes(write_lignes(row["notes_formateur"])) == row["notes_formateur"]


def test_lines_lose_their_dashes_and_blanks():
    assert read_lignes("- un\n\n  deux  mots \n-\n") == ["un", "deux mots", "-"]
    assert [(row["titre"], row["texte"]) for row in read_apports("avant\n# A")] == [("", "avant"), ("A", "")]
    assert [(row["minutes"], row["titre"]) for row in read_deroule("avant\n5 min · A")] == [(0, "avant"), (5, "A")]


@pytest.mark.parametrize(
    ("apport", "phrase"),
    [
        (("", "usage", "Un texte", []), "titre"),
        (("Titre", "usage", "", []), "ce que l’apport dit"),
        (("Titre", "regle", "Texte", []), "donne sa source"),
        (("Titre", "regle", "Texte", ["javascript:alert(1)"]), "Ce n’est pas une adresse"),
        (("Titre", "regle", "Texte", ["https://caf.fr"]), ""),
        (("Titre", "local", "Texte", []), ""),
    ],
)
def test_an_input_says_what_it_lacks(apport, phrase):
    said = explain_apport(*apport)
    assert phrase in said
    assert bool(said) is bool(phrase)
