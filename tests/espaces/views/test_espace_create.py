import re

import pytest

from convive.espaces.models import Espace
from convive.territoires.rules import PerimetreRefuse
from tests.territoires.factories import CIVRAISIEN

pytestmark = pytest.mark.django_db
URL = "/espaces/creer/"


def get_boxes(page: str) -> dict[str, bool]:
    boxes = re.findall(r'<input type="checkbox" name="communes" value="(\w+)"( checked)?>', page)
    return {code: bool(ticked) for code, ticked in boxes}


def test_espace_create_finds_the_territory(connecte, chargee):
    page = connecte(chargee).get(URL, {"q": "civraisien"}).content.decode()
    assert f'href="?depuis={CIVRAISIEN}"' in page
    page = connecte(chargee).get(URL, {"q": "sivraisien"}).content.decode()
    assert "Aucun territoire de ce nom" in page
    page = connecte(chargee).get(URL, {"q": "zzzzzz"}).content.decode()
    assert "Essayez un bout du nom" in page


def test_espace_create_starts_from_a_territory(connecte, chargee):
    page = connecte(chargee).get(URL, {"depuis": CIVRAISIEN}).content.decode()
    assert get_boxes(page) == {"86024": True, "86078": True, "86082": True}
    assert 'value="CC du Civraisien en Poitou"' in page


def test_espace_create_says_that_a_reference_leads_nowhere(connecte, chargee):
    page = connecte(chargee).get(URL, {"depuis": "civray"}).content.decode()
    assert "Territoire introuvable" in page
    assert "Vouliez-vous dire" in page


def test_espace_create_creates_and_opens_the_espace(connecte, chargee):
    data = {"nom": "Bassin & d'à côté", "type": "territoire", "communes": ["86078"], "ajouts": "86194"}
    response = connecte(chargee).post(URL, data | {"propositions": "86024 86078"}, follow=True)
    espace = Espace.objects.get()
    assert response.redirect_chain == [(f"/espaces/{espace.pk}/", 302)]
    page = response.content.decode()
    assert "Bassin &amp; d&#x27;à côté, du " in page
    assert "Poitiers" in page
    assert "Blanzay" not in page


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"nom": ""}, "Ce champ est obligatoire"),
        ({"communes": []}, "au moins une commune"),
        ({"ajouts": "Nulle-Part-Les-Bains"}, "Ligne 1, « Nulle-Part-Les-Bains »"),
        ({"type": "royaume"}, "royaume"),
    ],
)
def test_espace_create_says_what_to_correct_and_keeps_the_boxes(connecte, chargee, champs, message):
    data = {"nom": "Bassin", "type": "territoire", "communes": ["86078"], "propositions": "86024 86078"} | champs
    response = connecte(chargee).post(URL, data)
    assert response.status_code == 200
    page = response.content.decode()
    assert message in page
    assert set(get_boxes(page)) == {"86024", "86078"}
    assert not Espace.objects.exists()


def test_espace_create_shows_what_the_action_refuses(connecte, chargee, monkeypatch):
    def refuse(**champs):
        raise PerimetreRefuse(["Ces communes viennent de changer."])

    monkeypatch.setattr("convive.espaces.views.espace_create.create_espace", refuse)
    data = {"nom": "Bassin", "type": "territoire", "communes": ["86078"]}
    assert "viennent de changer" in connecte(chargee).post(URL, data).content.decode()
