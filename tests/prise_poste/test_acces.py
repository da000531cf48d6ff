"""What a person shares of her first days, and takes back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Espace
from tests.espaces.factories import create_espace_civraisien
from tests.personas import get_client
from tests.prise_poste.factories import create_evaluation_essai, create_prise_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def urls(espace: Espace, chargee) -> dict[str, str]:
    args = {
        "parcours_detail": [],
        "parcours_partage_detail": [create_prise_essai(espace, chargee, partage_le=timezone.now()).pk],
        "auto_evaluation_detail": [create_evaluation_essai(espace, chargee, partage_le=timezone.now()).pk],
        "auto_evaluation_update": [create_evaluation_essai(espace, chargee, terminee_le=None).pk],
    }
    return {page: reverse(f"prise_poste:{page}", args=[espace.pk, *suite]) for page, suite in args.items()}


@pytest.fixture
def clients(chargee, directeur) -> dict[str, Client]:
    return {"chargee": get_client(chargee), "directeur": get_client(directeur)}


def test_what_is_taken_back_does_not_exist_for_the_direction(urls, clients, espace):
    for page in ("parcours_partage_detail", "auto_evaluation_detail"):
        assert clients["directeur"].get(urls[page]).status_code == 200
    espace.prises_de_poste.update(partage_le=None)
    espace.auto_evaluations.update(partage_le=None)
    for page in ("parcours_partage_detail", "auto_evaluation_detail"):
        assert clients["directeur"].get(urls[page]).status_code == 404


def test_the_direction_presses_nothing_on_what_is_shared(urls, clients):
    for geste in ("supprimer", "reprendre", "rouvrir"):
        assert clients["directeur"].post(urls["auto_evaluation_detail"], {"geste": geste}).status_code == 403
    assert clients["directeur"].post(urls["auto_evaluation_update"], {"niveau_S1": "4"}).status_code == 404


def test_a_path_is_of_one_espace(espace: Espace, urls, chargee):
    """In another one, she is asked for her first day there."""
    voisin = create_espace_civraisien(chargee, nom="Espace voisin")
    ailleurs = urls["parcours_detail"].replace(str(espace.pk), str(voisin.pk))
    assert "Commencer mon parcours" in get_client(chargee).get(ailleurs).content.decode()
