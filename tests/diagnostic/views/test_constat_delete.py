import pytest

from convive.journal.models import Journal
from tests.diagnostic.factories import create_constat_essai

pytestmark = pytest.mark.django_db


def test_constat_delete_asks_then_puts_aside(connecte, espace, chargee):
    constat, client = create_constat_essai(espace), connecte(chargee)
    url = f"/espaces/{espace.pk}/constats/{constat.pk}/supprimer/"
    assert "d’où on le rétablit" in client.get(url).content.decode()
    assert client.post(url).headers["Location"] == f"/espaces/{espace.pk}/constats/"
    assert client.get(f"/espaces/{espace.pk}/constats/{constat.pk}/").status_code == 404
    assert Journal.objects.filter(objet_uuid=constat.pk, geste="supprimer").count() == 1
