"""What an action lacks is said with one count, from the plan to an agenda."""

import pytest

from convive.plan_action.models import FicheAction
from convive.plan_action.rules.completude import (
    CHAMPS_MINIMAUX,
    compute_completude,
    count_manquants,
    explain_manquants,
)


@pytest.mark.parametrize("remplis", range(len(CHAMPS_MINIMAUX) + 1))
def test_the_stored_percentage_gives_back_how_many_are_missing(remplis):
    faits = dict.fromkeys(list(CHAMPS_MINIMAUX)[:remplis], "Cinquante caractères au moins, pour toute description.")
    assert count_manquants(compute_completude(faits)) == len(CHAMPS_MINIMAUX) - remplis


def test_it_is_said_in_the_same_words_everywhere():
    assert explain_manquants(3) == "il manque 3\u00a0choses pour la valider"
    assert explain_manquants(0) == ""


def test_the_number_of_an_action_does_not_follow_that_of_a_point():
    assert FicheAction(code="2", titre="Créer une micro-crèche").nom_parle == "Créer une micro-crèche (action\u00a02)"
    assert FicheAction(titre="Sans code").nom_parle == "Sans code"
