"""Prepare a séance."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import Seance
from tests.gouvernance.factories import create_instance_essai, in_days

pytestmark = pytest.mark.django_db


def test_the_habits_of_the_body_are_proposed(espace, chargee, connecte):
    instance = create_instance_essai(espace, heure_debut="14:00", lieu="Salle du conseil")
    client, url = connecte(chargee), reverse("gouvernance:seance_create", args=[espace.pk, instance.pk])
    page = client.get(url).content.decode()
    assert 'value="14:00"' in page
    assert 'value="16:00"' in page
    assert 'value="Salle du conseil"' in page
    answer = client.post(url, {"version": "1", "date": in_days(30).isoformat(), "heure_debut": "10:00"})
    seance = Seance.objects.get()
    assert answer.headers["Location"] == reverse("gouvernance:seance_detail", args=[espace.pk, seance.pk])
    assert (seance.statut, seance.date) == ("brouillon", in_days(30))


def test_hours_that_cannot_be_are_said(espace, gouvernance, chargee, connecte):
    url = reverse("gouvernance:seance_create", args=[espace.pk, gouvernance.copil.pk])
    answer = connecte(chargee).post(url, {"version": "1", "heure_debut": "14:00", "heure_fin": "10:00"})
    assert "finit avant de commencer" in answer.content.decode()
    assert Seance.objects.count() == 4
