"""What a body publishes, read without an account; nothing else of it."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import Espace
from convive.formation.actions.programme import close_programme, create_publication
from tests.formation.factories_formation import create_programme_essai

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return reverse("formation:formation_publique_list", args=[espace.pk])


def test_only_what_is_published_is_listed(client, chargee, organisme, programme, django_assert_max_num_queries):
    url = get_url(organisme.espace)
    create_programme_essai(organisme.espace, titre="Un brouillon", etat="brouillon")
    assert "Aucune formation publiée" in client.get(url).content.decode()
    create_publication(by=chargee, programme=programme, today=timezone.localdate())
    with django_assert_max_num_queries(4):
        page = client.get(url).content.decode()
    assert "Piloter une CTG" in page
    assert "99 99 00001 99" in page
    assert "Un brouillon" not in page
    assert "règlement" not in page.lower()
    close_programme(by=chargee, programme=programme)
    assert "Piloter une CTG" not in client.get(url).content.decode()


def test_another_espace_says_no_more_than_one_that_does_not_exist(client, espace, organisme):
    assert client.get(get_url(espace)).status_code == 404
    Espace.objects.filter(pk=organisme.espace_id).update(date_suppression=timezone.now())
    assert client.get(get_url(organisme.espace)).status_code == 404
    assert client.get(reverse("formation:formation_publique_list", args=[uuid.uuid4()])).status_code == 404
