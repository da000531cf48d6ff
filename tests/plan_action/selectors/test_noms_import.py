"""What the names of a file become when somebody reads it first."""

import pytest

from convive.plan_action.rules.rapprochement import Carte, match_organisation, match_personne
from convive.plan_action.selectors.noms_import import (
    choose_noms,
    choose_organisation,
    choose_personne,
    is_structure,
    list_memes_proposes,
)


def choose(noms, cartes=(), match=match_personne, defaut=choose_personne, choix=None):
    cartes = [Carte(nom, nom) for nom in cartes]
    return choose_noms({nom: match(nom, cartes) for nom in noms}, choix or {}, {carte.cle for carte in cartes}, defaut)


def test_names_of_one_person_are_one_card():
    noms = ["S. Bernard", "Sophie Bernard", "Sophie BERNARD", "Karim Haddad", "Karim"]
    assert choose(noms) == {
        "S. Bernard": "creer:Sophie Bernard",
        "Sophie Bernard": "creer",
        "Sophie BERNARD": "creer:Sophie Bernard",
        "Karim Haddad": "creer",
        "Karim": "creer:Karim Haddad",
    }


def test_two_people_who_may_be_meant_are_not_chosen_between():
    assert choose(["J. Petit", "Jean Petit", "Julie Petit"])["J. Petit"] == "creer"
    assert choose(["Petit"], ["Jean Petit", "Julie Petit"])["Petit"] == "creer"


def test_only_card_that_she_may_be_is_hers_and_the_whole_name_carries_the_short_one():
    chosen = choose(["S. Bernard", "Sophie Bernard"], ["Sophie Bernard"])
    assert chosen == {"S. Bernard": "Sophie Bernard", "Sophie Bernard": "Sophie Bernard"}


def test_name_said_to_stay_in_words_takes_with_it_those_that_are_the_same():
    chosen = choose(["S. Bernard", "Sophie Bernard"], choix={"Sophie Bernard": ""})
    assert chosen == {"S. Bernard": "", "Sophie Bernard": ""}


def test_bodies_are_cards_and_a_sentence_is_none():
    noms = ["Caf", "Caf 79", "missions locales", "Toutes les communes qui le voudront bien cette année"]
    assert choose(noms, match=match_organisation, defaut=choose_organisation) == {
        "Caf": "creer:Caf 79",
        "Caf 79": "creer",
        "missions locales": "creer",
        noms[3]: "",
    }
    memes = list_memes_proposes("missions locales", ["Mission locale", *noms], is_organisation=True)
    assert memes == ["Mission locale"]


def test_without_a_reader_nothing_is_created():
    assert choose(["Sophie Bernard"], defaut=None) == {"Sophie Bernard": ""}


@pytest.mark.parametrize(
    ("nom", "is_dite"),
    [
        *((nom, True) for nom in ("Relais petite enfance", "Service jeunesse", "Conseiller numérique")),
        *((nom, False) for nom in ("Sophie Bernard", "Sophie", "Mme Petit")),
    ],
)
def test_pilote_who_is_no_person_is_a_body(nom, is_dite):
    assert is_structure(nom) is is_dite
