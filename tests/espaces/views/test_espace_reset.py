from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.models import PointDepart, TypeEspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, settings, tmp_path) -> str:
    settings.MEDIA_ROOT = tmp_path
    espace.type, espace.expire_le = TypeEspace.ENTRAINEMENT, timezone.localdate() + timedelta(days=9)
    espace.save()
    return f"/espaces/{espace.pk}/copie/remettre-a-zero/"


@pytest.mark.parametrize("persona", ["chargee", "formatrice"])
def test_espace_reset_keeps_a_state_and_comes_back_to_it(connecte, url, espace, persona, chargee, request):
    client = connecte(request.getfixturevalue(persona))
    assert "Pas encore de point de départ" in client.get(url).content.decode()
    page = client.post(url, {"geste": "garder"}, follow=True).content.decode()
    assert "nouveau point de départ" in page
    assert "Tout effacer depuis ce point, et revenir" in page
    create_note(by=chargee, espace=espace, saisie=SaisieNote("Essai", ""))
    page = client.post(url, {"geste": "remettre"}, follow=True).content.decode()
    assert "revenu à son point de départ" in page
    assert not espace.notes.exists()


def test_espace_reset_without_starting_point_says_so(connecte, url, espace, chargee):
    response = connecte(chargee).post(url, {"geste": "remettre"})
    assert "gardez-en un d’abord" in response.content.decode()


def test_espace_reset_of_an_expired_espace_is_read_only(connecte, url, espace, chargee):
    client = connecte(chargee)
    client.post(url, {"geste": "garder"})
    espace.expire_le = timezone.localdate()
    espace.save()
    assert "Tout effacer" not in client.get(url).content.decode()
    assert client.post(url, {"geste": "remettre"}).status_code == 403
    assert PointDepart.objects.count() == 1


def test_espace_reset_asks_for_a_known_gesture(connecte, url, chargee):
    assert "l’un des boutons" in connecte(chargee).post(url, {"geste": "autre"}).content.decode()


def test_espace_reset_is_in_the_menu_of_a_practice_espace_only(connecte, url, espace, chargee):
    assert url in connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
    espace.type = TypeEspace.TERRITOIRE
    espace.save()
    assert url not in connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
