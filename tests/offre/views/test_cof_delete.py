import pytest

from convive.offre.models import Cof
from tests.offre.factories import create_cof_essai

pytestmark = pytest.mark.django_db


def test_cof_delete_asks_then_takes_away(connecte, espace, chargee):
    cof, client = create_cof_essai(espace), connecte(chargee)
    url = f"/espaces/{espace.pk}/offre/conventions/{cof.pk}/retirer/"
    assert "par erreur" in client.get(url).content.decode()
    assert client.post(url).status_code == 302
    assert not Cof.objects.exists()
    assert client.post(url).status_code == 404
