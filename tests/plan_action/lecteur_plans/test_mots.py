"""The words that are data: each is read as what it stands under, so none is under two, and none is written in vain."""

import pytest

from convive.plan_action.lecteur_plans.valeurs.mots import read_listes
from convive.plan_action.lecteur_plans.valeurs.statuts import parse_statut
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import guess_role

# Alone, they are the words of a level of the plan.
NIVEAUX = {"secteur", "levier"}


def test_a_title_of_column_is_read_as_its_field():
    for champ, mots in read_listes("titres").items():
        lus = {mot: role.champ if (role := guess_role(mot)) else None for mot in mots}
        assert {mot: lu for mot, lu in lus.items() if lu != champ and mot not in NIVEAUX} == {}, champ


@pytest.mark.parametrize(("fichier", "is_demande"), [("statuts", False), ("statuts_douteux", True)])
def test_a_word_of_status_is_read_as_its_status_and_asked_when_it_is_short_of_a_sentence(fichier, is_demande):
    for statut, mots in read_listes(fichier).items():
        lus = {mot: parse_statut(mot) for mot in mots}
        assert {mot for mot, lu in lus.items() if (lu.valeur, bool(lu.doute)) != (statut, is_demande)} == set(), statut
