"""Somebody gives the case of her own territory to a session that she attends."""

import pytest
from django.urls import reverse

from convive.formation.models import Atelier
from tests.espaces.factories import create_compte
from tests.formation.factories_atelier import create_salle_essai

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chiffres_base")]


@pytest.fixture
def salle(chargee):
    return create_salle_essai(create_compte("formatrice"))


@pytest.fixture
def url(espace) -> str:
    return reverse("formation:mon_cas_create", args=[espace.pk])


def test_without_a_session_the_case_stays_here(url, salle, chargee, connecte):
    client = connecte(chargee)
    assert "aucune session à venir" in client.get(url).content.decode()

    client.post(url, {"session": salle[0].pk})

    assert Atelier.objects.count() == 0


def test_her_session_receives_it_unopened(url, salle, chargee, connecte):
    ouverte, (inscription, _) = salle
    inscription.compte = chargee
    inscription.save()
    client = connecte(chargee)
    assert "Donner ce cas à la session" in client.get(url).content.decode()

    client.post(url, {"session": ouverte.pk})

    atelier = Atelier.objects.get()
    assert (atelier.session, atelier.ouvert_le) == (ouverte, None)
