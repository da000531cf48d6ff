"""Change what is counted; two people at once are told."""

import pytest
from django.urls import reverse

from tests.diagnostic.factories import create_indicateur_essai
from tests.espaces.ecriture import read_conflits
from tests.personas import get_client

pytestmark = pytest.mark.django_db


def get_url(page: str, *objets) -> str:
    return reverse(f"diagnostic:{page}", args=objets)


def test_change_is_saved_and_a_stale_form_is_told(espace, chargee):
    indicateur = create_indicateur_essai(espace)
    client, url = get_client(chargee), get_url("indicateur_espace_update", espace.pk, indicateur.pk)
    assert "Enfants en attente" in client.get(url).content.decode()
    data = {"version": 1, "libelle": "Enfants en liste", "unite": "enfants", "decimales": 0}
    assert client.post(url, data).status_code == 302
    stale = client.post(url, data | {"libelle": "Autre intitulé"})
    assert read_conflits(stale)["libelle"] == ("Autre intitulé", "Enfants en liste")
    indicateur.refresh_from_db()
    assert (indicateur.libelle, indicateur.version) == ("Enfants en liste", 2)
    assert client.post(url, data | {"version": 2}).status_code == 302
    indicateur.refresh_from_db()
    assert indicateur.version == 2
