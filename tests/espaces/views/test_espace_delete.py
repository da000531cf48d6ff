import pytest

from convive.espaces.models import Espace

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/copie/supprimer/"


def test_espace_delete_says_its_consequences(connecte, url, chargee, elue, conseillere_caf):
    page = connecte(chargee).get(url).content.decode()
    assert "2\xa0autres membres" in page
    assert "30\xa0jours" in page


@pytest.mark.parametrize("nom", ["CC du Civraisien en Poitou", "  cc du civraisien  en poitou "])
def test_espace_delete_asks_for_the_name(connecte, url, espace, chargee, nom):
    client = connecte(chargee)
    response = client.post(url, {"nom": nom})
    assert response.headers["Location"] == "/espaces/"
    assert Espace.objects.get(pk=espace.pk).date_suppression
    page = client.get("/espaces/").content.decode()
    assert f"/espaces/{espace.pk}/restaurer/" in page
    assert "est supprimé. Il se restaure jusqu’au" in page


@pytest.mark.parametrize(("nom", "message"), [("", "recopiez le nom"), ("CC du Poitou", "Ce n’est pas le nom")])
def test_espace_delete_refuses_another_name(connecte, url, espace, chargee, nom, message):
    response = connecte(chargee).post(url, {"nom": nom})
    assert message in response.content.decode()
    assert Espace.objects.get(pk=espace.pk).date_suppression is None


def test_espace_delete_accepts_a_typed_apostrophe(connecte, url, espace, chargee):
    Espace.objects.filter(pk=espace.pk).update(nom="Pays d’Ouche")
    connecte(chargee).post(url, {"nom": "pays d'ouche"})
    assert Espace.objects.get(pk=espace.pk).date_suppression


def test_espace_delete_is_not_for_the_others(connecte, url, espace, directeur, administrateur):
    for compte in (directeur, administrateur):
        assert connecte(compte).post(url, {"nom": espace.nom}).status_code == 403
    assert Espace.objects.get(pk=espace.pk).date_suppression is None
