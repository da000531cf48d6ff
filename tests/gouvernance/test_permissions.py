"""What a role does not say: whoever carries a decision says where that one is, and no other."""

import pytest

from convive.acteurs.models import Personne
from convive.gouvernance.permissions import can_update_suivi
from tests.gouvernance.factories import create_carte, create_decision_essai

pytestmark = pytest.mark.django_db


def test_whoever_carries_a_decision_says_where_that_one_is(espace, partenaire):
    place = espace.membres.get(compte=partenaire)
    autre = Personne.objects.create(espace=espace, nom="Bellegué", prenom="Soraya")
    sienne = create_decision_essai(espace, responsable=create_carte(espace, partenaire))
    assert can_update_suivi(place, sienne)
    assert not can_update_suivi(place, create_decision_essai(espace, "Une autre.", responsable=autre))
