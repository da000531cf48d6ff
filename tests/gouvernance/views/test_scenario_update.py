"""Change a scenario, or take it out."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import ArbitrageNote
from tests.espaces.ecriture import read_conflits
from tests.gouvernance.factories import create_note_essai, in_days

pytestmark = pytest.mark.django_db


def test_it_changes_and_goes(espace, chargee, connecte):
    note = create_note_essai(espace)
    scenario = note.scenarios.get(titre="L’école")
    url = reverse("gouvernance:scenario_update", args=[espace.pk, note.pk, scenario.pk])
    client = connecte(chargee)
    assert "L’école" in client.get(url).content.decode()
    assert client.post(url, {"version": "1", "titre": "L’ancienne école", "effets": "Vingt places."}).status_code == 302
    scenario.refresh_from_db()
    assert (scenario.titre, scenario.effets) == ("L’ancienne école", "Vingt places.")
    response = client.post(url, {"version": "1", "titre": "Autre"})
    assert read_conflits(response)["titre"] == ("Autre", "L’ancienne école")
    assert client.post(url, {"geste": "supprimer"}).status_code == 302
    assert client.get(url).status_code == 404


def test_one_that_an_arbitration_named_stays(espace, chargee, connecte):
    note = create_note_essai(espace)
    scenario = note.scenarios.get(titre="L’école")
    ArbitrageNote.objects.create(note=note, issue="retenu", scenario=scenario, pourquoi="x", date=in_days(-3))
    url = reverse("gouvernance:scenario_update", args=[espace.pk, note.pk, scenario.pk])
    assert "elle reste telle" in connecte(chargee).post(url, {"geste": "supprimer"}).content.decode()
