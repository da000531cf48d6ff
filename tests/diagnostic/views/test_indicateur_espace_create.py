"""Begin to count something."""

import pytest
from django.urls import reverse

from tests.personas import get_client

pytestmark = pytest.mark.django_db


def get_url(page: str, *objets) -> str:
    return reverse(f"diagnostic:{page}", args=objets)


def test_indicator_is_created_with_its_threshold(espace, chargee):
    thematique = espace.thematiques.first()
    answer = get_client(chargee).post(
        get_url("indicateur_espace_create", espace.pk),
        {"version": 1, "libelle": " Jeunes  venus ", "unite": "jeunes", "seuil": "12,5", "sens_seuil": "en_dessous",
         "decimales": 1, "thematiques": [str(thematique.pk)]},
    )  # fmt: skip
    indicateur = espace.indicateurs.get()
    assert answer.url == get_url("indicateur_espace_detail", espace.pk, indicateur.pk)
    assert (indicateur.libelle, str(indicateur.seuil), indicateur.decimales) == ("Jeunes venus", "12.500", 1)
    assert list(indicateur.thematiques.all()) == [thematique]


def test_what_is_missing_is_said_and_nothing_is_lost(espace, chargee):
    answer = get_client(chargee).post(
        get_url("indicateur_espace_create", espace.pk), {"version": 1, "libelle": "Sans unité", "seuil": "beaucoup"}
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Sans unité" in text
    assert "beaucoup" in text
    assert not espace.indicateurs.exists()


def test_limited_place_keeps_one_of_its_thematiques(espace, coordinatrice):
    thematique = espace.thematiques.first()
    coordinatrice.membres.get().thematiques.set([thematique])
    client, url = get_client(coordinatrice), get_url("indicateur_espace_create", espace.pk)
    data = {"version": 1, "libelle": "Essai", "unite": "places"}
    assert "Gardez-en une des vôtres" in client.post(url, data).content.decode()
    assert client.post(url, data | {"thematiques": [str(thematique.pk)]}).status_code == 302
