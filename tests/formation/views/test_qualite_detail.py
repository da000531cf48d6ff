import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import NouvelleVeille
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_formation import create_organisme_essai

pytestmark = pytest.mark.django_db


def test_the_registers_say_what_waits_to_those_who_read_them(chargee, connecte):
    organisme = create_organisme_essai(chargee).espace
    NouvelleVeille.objects.create(espace=organisme, axe="metiers", date=timezone.localdate(), titre="Une étude")
    url = reverse("formation:qualite_detail", args=[organisme.pk])
    page = connecte(chargee).get(url).content.decode()
    assert "1\u00a0ligne" in page
    assert "Ce qui n’allait pas" in page
    lectrice = create_compte("lectrice")
    create_membre(organisme, lectrice, "lecture")
    page = connecte(lectrice).get(url).content.decode()
    assert "Veille" in page
    assert "Ce qui n’allait pas" not in page
