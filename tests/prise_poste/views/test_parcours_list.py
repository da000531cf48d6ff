"""For the direction: what people of the espace share, and nothing else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.prise_poste.factories import create_evaluation_essai, create_prise_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("prise_poste:parcours_list", args=[espace.pk])


def test_what_is_not_shared_is_not_even_counted(url, espace, chargee, directeur, prise, connecte):
    create_evaluation_essai(espace, chargee)
    create_prise_essai(espace, directeur, jour=3, partage_le=timezone.now())
    page = connecte(directeur).get(url).content.decode()
    assert "Rien n’est partagé avec vous" in page
    assert str(chargee) not in page.partition("<main")[2]


def test_it_lists_paths_and_self_assessments(url, espace, chargee, directeur, connecte, count_queries_get):
    create_prise_essai(espace, chargee, partage_le=timezone.now())
    evaluation = create_evaluation_essai(espace, chargee, partage_le=timezone.now())
    client = connecte(directeur)
    page = client.get(url).content.decode()
    assert "jour 40" in page
    assert reverse("prise_poste:auto_evaluation_detail", args=[espace.pk, evaluation.pk]) in page
    once = count_queries_get(client, url)
    for jours in range(1, 10):
        create_evaluation_essai(espace, chargee, jours=jours, partage_le=timezone.now())
    assert count_queries_get(client, url) == once
