"""A lettre de mission, its objectives; deleted while it is not signed."""

import pytest
from django.urls import reverse

from convive.prise_poste.models import LettreMission
from tests.prise_poste.factories import create_lettre_essai, in_days

pytestmark = pytest.mark.django_db


def test_it_says_what_it_lacks_and_goes_while_it_is_not_signed(espace, chargee, connecte):
    lettre = create_lettre_essai(espace, chargee)
    url = reverse("prise_poste:lettre_detail", args=[espace.pk, lettre.pk])
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "trois objectifs au moins (il y en a 1)" in page
    assert "Un inventaire fiable" in page
    LettreMission.objects.update(date_signature=in_days(0))
    assert "Elle est signée" in client.post(url).content.decode()
    LettreMission.objects.update(date_signature=None)
    client.post(url)
    assert not LettreMission.objects.exists()


def test_that_of_another_does_not_exist_for_a_coordination(espace, chargee, coordinatrice, connecte):
    lettre = create_lettre_essai(espace, chargee)
    url = reverse("prise_poste:lettre_detail", args=[espace.pk, lettre.pk])
    assert connecte(coordinatrice).get(url).status_code == 404
