"""Mend a seat, end it, take it away."""

import pytest
from django.urls import reverse

from tests.gouvernance.factories import create_participant_essai, create_siege, in_days

pytestmark = pytest.mark.django_db


def test_a_seat_is_mended_ended_and_taken_away(espace, gouvernance, chargee, connecte):
    siege = create_siege(gouvernance.copil, "Une maire")
    url = reverse("gouvernance:membre_update", args=[espace.pk, gouvernance.copil.pk, siege.pk])
    client = connecte(chargee)
    data = {"nom": "Une maire", "siege": "titulaire", "voix": "deliberative", "date_debut": in_days(-90).isoformat()}
    assert 'value="Une maire"' in client.get(url).content.decode()
    assert client.post(url, {**data, "date_fin": in_days(-100).isoformat()}).status_code == 200
    assert client.post(url, {**data, "date_fin": in_days(-1).isoformat()}).status_code == 302
    siege.refresh_from_db()
    assert not siege.is_en_cours
    # The last day is written as one says it; what is kept is the day after.
    assert siege.date_fin == in_days(0)
    assert f'value="{in_days(-1).isoformat()}"' in client.get(url).content.decode()
    create_participant_essai(gouvernance.close, membre=siege)
    assert "a déjà été convoqué" in client.post(url, {"geste": "retirer"}).content.decode()
    gouvernance.close.participants.all().delete()
    client.post(url, {"geste": "retirer"})
    assert not gouvernance.copil.membres.exists()
    assert client.get(url).status_code == 404
