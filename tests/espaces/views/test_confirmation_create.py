"""« Mon accès » : the yearly answer of someone who logs in."""

import pytest
from django.urls import reverse

from convive.espaces.actions.confirmation import create_confirmation
from convive.espaces.models import ConfirmationPlace
from convive.espaces.rules import EspaceRefuse
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace):
    return reverse("espaces:confirmation_create", args=[espace.pk])


def test_answer_is_kept_and_thanked(connecte, espace, elue, url):
    client = connecte(elue)
    assert "Votre rôle" in client.get(url).text
    answer = client.post(url, {"reponse": "toujours", "precision": ""}, follow=True)
    assert "Votre accès est confirmé pour un an." in answer.text
    assert ConfirmationPlace.objects.get().membre.compte == elue
    assert Journal.objects.get(geste="valider").auteur == elue


def test_no_answer_is_said_and_keeps_what_was_typed(connecte, espace, elue, url):
    answer = connecte(elue).post(url, {"precision": "Gardé"})
    assert "Choisissez l’une des trois réponses." in answer.text
    assert "Gardé" in answer.text
    assert not ConfirmationPlace.objects.exists()


def test_a_closed_place_is_not_confirmed(espace, elue):
    membre = espace.membres.get(compte=elue)
    membre.date_fin = membre.date_debut
    with pytest.raises(EspaceRefuse):
        create_confirmation(membre=membre, reponse="toujours")
