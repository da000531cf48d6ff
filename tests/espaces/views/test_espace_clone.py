from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.models import Espace, TypeEspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, settings, tmp_path) -> str:
    settings.MEDIA_ROOT = tmp_path
    return f"/espaces/{espace.pk}/copie/cloner/"


def build_saisie(**values: str) -> dict[str, str]:
    return {"nom": "Pour essayer", "usage": "entrainement", "contenu": "tout", "expire_le": ""} | values


def test_espace_clone_proposes_a_practice_espace(connecte, url, espace, chargee):
    page = connecte(chargee).get(url).content.decode()
    assert f'value="{espace.nom} (entraînement)"' in page
    assert (timezone.localdate() + timedelta(days=90)).isoformat() in page


@pytest.mark.parametrize(("jour", "attendu"), [("", 90), ("7", 7)])
def test_espace_clone_makes_a_practice_espace(connecte, url, espace, chargee, jour, attendu):
    create_note(by=chargee, espace=espace, saisie=SaisieNote("Note", ""))
    expire_le = (timezone.localdate() + timedelta(days=int(jour))).isoformat() if jour else ""
    response = connecte(chargee).post(url, build_saisie(expire_le=expire_le))
    clone = Espace.objects.get(nom="Pour essayer")
    assert response.headers["Location"] == f"/espaces/{clone.pk}/"
    assert (clone.type, clone.expire_le) == (
        TypeEspace.ENTRAINEMENT,
        timezone.localdate() + timedelta(days=attendu),
    )
    assert clone.notes.count() == 1


def test_espace_clone_makes_an_espace_to_work(connecte, url, espace, chargee):
    create_note(by=chargee, espace=espace, saisie=SaisieNote("Note", ""))
    saisie = build_saisie(usage="travail", contenu="structure", expire_le="2020-01-01")
    connecte(chargee).post(url, saisie | {"expire_le": ""})
    clone = Espace.objects.get(nom="Pour essayer")
    assert (clone.type, clone.expire_le, clone.notes.count()) == (TypeEspace.TERRITOIRE, None, 0)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"nom": ""}, "obligatoire"),
        ({"nom": "cc du  civraisien en POITOU"}, "déjà le nom"),
        ({"usage": "autre"}, "Sélectionnez un choix"),
        ({"contenu": ""}, "obligatoire"),
        ({"expire_le": "2020-01-01"}, "jour à venir"),
        ({"nom": "a" * 121}, "120"),
    ],
)
def test_espace_clone_says_what_to_correct(connecte, url, espace, chargee, values, message):
    response = connecte(chargee).post(url, build_saisie(**values))
    assert message in response.content.decode()
    assert Espace.objects.get() == espace


def test_espace_clone_of_an_espace_that_is_too_large_says_so(connecte, url, espace, chargee, settings):
    settings.COPIE_MAX_LIGNES = 2
    response = connecte(chargee).post(url, build_saisie())
    assert "trop de lignes" in response.content.decode()
    assert Espace.objects.get() == espace


def test_espace_clone_of_an_expired_espace_is_allowed(connecte, url, espace, chargee):
    Espace.objects.filter(pk=espace.pk).update(expire_le=timezone.localdate())
    assert connecte(chargee).post(url, build_saisie()).status_code == 302
