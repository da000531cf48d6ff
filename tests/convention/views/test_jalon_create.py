from datetime import timedelta

import pytest

from convive.convention.models import Jalon, TypeJalon
from tests.convention.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, ctg) -> str:
    return f"/espaces/{espace.pk}/ctg/{ctg.pk}/jalons/ajouter/"


def test_jalon_create_dates_one_of_a_usual_kind(connecte, url, chargee):
    copil = TypeJalon.objects.get(libelle="Comité de pilotage de l’année")
    client = connecte(chargee)
    page = client.get(f"{url}?type={copil.pk}").content.decode()
    assert "Comité de pilotage de l’année" in page
    assert 'name="phase"' not in page
    response = client.post(f"{url}?type={copil.pk}", {"libelle": "Comité d’automne", "date_reelle": str(TODAY())})
    assert response.status_code == 302
    jalon = Jalon.objects.get()
    assert (jalon.type, jalon.phase, jalon.libelle) == (copil, "pilotage", "Comité d’automne")


def test_jalon_create_adds_another_one(connecte, url, chargee):
    connecte(chargee).post(url, {"phase": "diagnostic", "libelle": " Marche  exploratoire ", "commentaire": "a\r\nb"})
    assert Jalon.objects.filter(phase="diagnostic", libelle="Marche exploratoire", commentaire="a\nb").exists()


@pytest.mark.parametrize(
    ("champs", "mots"),
    [
        ({"libelle": ""}, "obligatoire"),
        ({"phase": "ailleurs"}, "choix"),
        ({"date_reelle": str(TODAY() + timedelta(days=1))}, "est à venir"),
        ({"is_sans_objet": "on", "date_reelle": str(TODAY())}, "il n’est donc pas sans objet"),
    ],
)
def test_jalon_create_says_what_is_wrong(connecte, url, chargee, champs, mots):
    saisie = {"phase": "pilotage", "libelle": "Un jalon", "commentaire": "Gardé"} | champs
    page = connecte(chargee).post(url, saisie).content.decode()
    assert mots in page
    assert "Gardé" in page
    assert not Jalon.objects.exists()


def test_jalon_create_takes_a_forged_kind_for_none(connecte, url, chargee):
    assert 'name="phase"' in connecte(chargee).get(f"{url}?type=x").content.decode()
