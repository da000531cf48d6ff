"""One own indicator: its years, drawn, and who wrote what."""

import pytest
from django.urls import reverse

from tests.diagnostic.factories import create_indicateur_essai
from tests.personas import get_client

pytestmark = pytest.mark.django_db


def get_url(page: str, *objets) -> str:
    return reverse(f"diagnostic:{page}", args=objets)


def test_years_are_drawn_and_the_journal_tells_the_changes(espace, chargee, lectrice):
    indicateur = create_indicateur_essai(espace, mesures={2021: 12, 2022: 25, 2023: 41})
    client = get_client(chargee)
    client.post(
        get_url("mesure_update", espace.pk, indicateur.pk, 2023),
        {"version": 1, "valeur": "40", "statut": "provisoire", "geste": "enregistrer"},
    )
    text = client.get(get_url("indicateur_espace_detail", espace.pk, indicateur.pk)).content.decode()
    assert "<svg" in text
    assert "40, provisoire" in text
    assert "la valeur de 2023\u00a0: 41 → 40" in text
    assert "Ajouter une valeur" in text
    read = get_client(lectrice).get(get_url("indicateur_espace_detail", espace.pk, indicateur.pk)).content.decode()
    assert "Ajouter une valeur" not in read


def test_indicator_of_another_espace_is_not_found(espace, chargee, etrangere):
    autre = create_indicateur_essai(etrangere.membres.get().espace)
    assert get_client(chargee).get(get_url("indicateur_espace_detail", espace.pk, autre.pk)).status_code == 404
