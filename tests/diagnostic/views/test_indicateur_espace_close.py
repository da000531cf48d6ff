"""Archive, and bring back."""

import pytest
from django.urls import reverse

from tests.diagnostic.factories import create_indicateur_essai
from tests.personas import get_client

pytestmark = pytest.mark.django_db


def get_url(page: str, *objets) -> str:
    return reverse(f"diagnostic:{page}", args=objets)


def test_archived_indicator_leaves_the_list_and_comes_back(espace, chargee):
    indicateur = create_indicateur_essai(espace, mesures={2023: 4})
    client, url = get_client(chargee), get_url("indicateur_espace_close", espace.pk, indicateur.pk)
    liste = get_url("indicateur_espace_list", espace.pk)
    assert "Le garder" in client.get(url).content.decode()
    assert "Rien n’a changé" in client.post(url, {"geste": "effacer"}).content.decode()
    assert "Enfants en attente" in client.get(liste).content.decode()
    for _ in range(2):
        assert client.post(url, {"geste": "archiver"}).status_code == 302
    assert "Enfants en attente" not in client.get(liste).content.decode().split("cv-stack")[1]
    assert "Enfants en attente" in client.get(liste, {"archives": "1"}).content.decode()
    assert "Rétablir" in client.get(get_url("indicateur_espace_detail", espace.pk, indicateur.pk)).content.decode()
    client.post(url, {"geste": "retablir"})
    indicateur.refresh_from_db()
    assert indicateur.archive_le is None
    assert indicateur.mesures.count() == 1
