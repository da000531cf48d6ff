import pytest

from convive.diagnostic.models import Enjeu
from tests.diagnostic.factories import create_enjeu_essai

pytestmark = pytest.mark.django_db


def test_enjeu_delete_asks_puts_aside_and_comes_back(connecte, espace, chargee):
    enjeu, client = create_enjeu_essai(espace), connecte(chargee)
    url = f"/espaces/{espace.pk}/enjeux/{enjeu.pk}/supprimer/"
    assert "la raison en reste" in client.get(url).content.decode()
    assert client.post(url).headers["Location"] == f"/espaces/{espace.pk}/enjeux/"
    assert client.get(f"/espaces/{espace.pk}/enjeux/{enjeu.pk}/").status_code == 404
    data = {"type": "enjeu", "objet": str(enjeu.pk), "geste": "retablir"}
    client.post(f"/espaces/{espace.pk}/constats/corbeille/", data)
    assert Enjeu.objects.get().date_suppression is None
