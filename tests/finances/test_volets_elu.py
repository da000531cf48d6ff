"""The money of her commune, on the page of an élu·e."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from convive.finances.volets_elu import get_contexte_argent
from tests.acteurs.factories import create_personne_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(espace, elue):
    return espace.membres.get(compte=elue)


def read(place, commune: str):
    return get_contexte_argent(SimpleNamespace(membre=place), SimpleNamespace(commune=commune, nom_commune="Civray"))


def test_it_leads_to_the_commune_that_she_reads(place):
    assert read(place, "86078") == {"espace_uuid": place.espace_id, "commune": "86078", "nom": "Civray"}
    assert read(place, "") is None


def test_a_place_limited_to_other_communes_is_not_led_there(place):
    place.communes = ["86024"]
    assert read(place, "86078") is None
    assert read(place, "86024") is not None


def test_her_page_shows_the_link(connecte, espace, plan, elue):
    create_personne_essai(espace, email=elue.email)
    page = connecte(elue).get(f"{reverse('plan_action:elu_detail', args=[espace.pk])}?commune=86078").content.decode()
    assert reverse("finances:commune_detail", args=[espace.pk, "86078"]) in page
