import pytest

from convive.espaces.actions.suppression import delete_espace
from convive.espaces.models import Espace
from convive.espaces.rules import EspaceRefuse
from convive.espaces.views import copie as module

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, chargee) -> str:
    delete_espace(by=chargee, espace=espace)
    return f"/espaces/{espace.pk}/restaurer/"


def test_espace_restore_brings_the_espace_back(connecte, url, espace, chargee):
    client = connecte(chargee)
    assert espace.nom in client.get(url).content.decode()
    response = client.post(url)
    assert response.headers["Location"] == f"/espaces/{espace.pk}/"
    assert client.get(f"/espaces/{espace.pk}/").status_code == 200
    # A second click finds nothing to restore.
    assert client.post(url).status_code == 404


def test_espace_restore_is_not_for_the_others(connecte, url, espace, directeur, etrangere):
    for compte in (directeur, etrangere):
        assert connecte(compte).post(url).status_code == 404
    assert Espace.objects.get(pk=espace.pk).date_suppression


def test_espace_restore_says_that_it_came_too_late(connecte, url, espace, chargee, monkeypatch):
    def refuse(**_: object) -> None:
        raise EspaceRefuse("Cet espace n’est plus à restaurer.")

    monkeypatch.setattr(module, "restore_espace", refuse)
    assert "plus à restaurer" in connecte(chargee).post(url).content.decode()
