"""What a role does not say: a view of the plan is of its author, until it is shared."""

import pytest

from convive.plan_action.models import VuePlan
from convive.plan_action.permissions import can_update_vue

pytestmark = pytest.mark.django_db


def test_a_view_is_of_its_author_until_it_is_shared(espace, partenaire, lectrice, coordinatrice):
    vue = VuePlan(auteur=partenaire, partagee=False)
    places = {nom: espace.membres.get(compte=c) for nom, c in (("auteur", partenaire), ("autre", lectrice))}
    places["equipe"] = espace.membres.get(compte=coordinatrice)
    assert {nom: can_update_vue(place, vue) for nom, place in places.items()} == {
        "auteur": True,
        "autre": False,
        "equipe": False,
    }
    vue.partagee = True
    assert {nom: can_update_vue(place, vue) for nom, place in places.items()} == {
        "auteur": False,
        "autre": False,
        "equipe": True,
    }
