"""One more scenario."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.gouvernance.factories import create_note_essai, in_days, join_note

pytestmark = pytest.mark.django_db


def test_costs_are_typed_by_year_with_their_author(espace, chargee, connecte):
    note = create_note_essai(espace)
    url, annee = reverse("gouvernance:scenario_create", args=[espace.pk, note.pk]), timezone.localdate().year + 1
    data = {"version": "1", "titre": "La maison", f"cout_{annee}": "45000", f"cout_{annee + 1}": "0"}
    page = connecte(chargee).post(url, data).content.decode()
    assert "Indiquez qui a fait cette estimation" in page
    data |= {"cout_source": "Direction des finances", "cout_date": in_days(-3).isoformat()}
    assert connecte(chargee).post(url, data).status_code == 302
    assert note.scenarios.get(titre="La maison").couts == {str(annee): 45_000, str(annee + 1): 0}


def test_only_the_team_adds_one(espace, gouvernance, elue, connecte):
    note = create_note_essai(espace)
    join_note(note, gouvernance.convoquee)
    url = reverse("gouvernance:scenario_create", args=[espace.pk, note.pk])
    assert connecte(elue).post(url, {"titre": "La maison"}).status_code == 403
