"""The thirty plans are there, whole, and what must be read in them is written in words that the measure knows."""

from collections import Counter

from tests.plan_action.plans_a_part.ecritures import LISTES, TEXTES, read_attendu
from tests.plan_action.plans_a_part.registre import build_fichier, get_auteur, list_noms
from tools.plans_a_part import FAMILLES, PLACES

CLES = {*LISTES, *TEXTES, "calendrier", "ecrit"}


def test_thirty_plans_are_declared_in_known_words():
    assert Counter(nom[0] for nom in list_noms()) == {"x": 12, "o": 4, "c": 3, "d": 7, "p": 4}
    for nom in list_noms():
        attendu = read_attendu(nom)
        assert callable(get_auteur(nom))
        assert attendu.auteur
        assert {cle for action in attendu.actions for cle in action} <= CLES, nom
        assert all("titre" in action and action["axes"] for action in attendu.actions), nom
        assert {remarque["famille"] for remarque in attendu.remarques} <= set(FAMILLES), nom
        assert all(set(remarque) & PLACES and set(remarque) <= {"famille", *PLACES} for remarque in attendu.remarques)


def test_an_author_writes_every_title():
    nom, contenu = build_fichier("c01_latin1")
    assert nom == "c01_latin1.csv"
    assert all(
        action["titre"].split(" ||")[0] in contenu.decode("latin-1") for action in read_attendu(nom[:-4]).actions
    )
