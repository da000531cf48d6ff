"""Where one is: begin, the way made, the widest gaps with where to work on them."""

import pytest
from django.urls import reverse

from convive.prise_poste.models import AutoEvaluation
from tests.prise_poste.factories import create_evaluation_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("prise_poste:auto_evaluation_list", args=[espace.pk])


def test_an_empty_page_teaches_and_opens_the_grid(url, espace, chargee, connecte):
    client = connecte(chargee)
    assert "Vous ne vous êtes pas encore situé·e" in client.get(url).content.decode()
    answer = client.post(url)
    draft = AutoEvaluation.objects.get()
    assert answer.headers["Location"] == reverse("prise_poste:auto_evaluation_update", args=[espace.pk, draft.pk])
    page = client.get(url).content.decode()
    assert "Une grille est commencée" in page
    assert "Reprendre la grille" in page


def test_the_way_is_drawn_with_its_table_and_its_gaps(url, espace, chargee, directeur, connecte):
    create_evaluation_essai(espace, chargee, {"S1": 1, "F4": 0}, jours=80)
    create_evaluation_essai(espace, chargee, {"S1": 3, "F4": 1})
    create_evaluation_essai(espace, directeur, {"P7": 0})
    page = connecte(chargee).get(url).content.decode()
    assert 'aria-label="Radar des compétences' in page
    assert page.count("+2") == 1
    assert "Construire des indicateurs" in page.partition("Par quoi continuer")[2]
    assert reverse("diagnostic:indicateur_espace_list", args=[espace.pk]) in page
    # Nothing of somebody else.
    assert "Poser des limites" not in page.partition("Par quoi continuer")[2]


def test_the_page_costs_the_same_with_many(url, espace, chargee, connecte, count_queries_get):
    client = connecte(chargee)
    create_evaluation_essai(espace, chargee)
    once = count_queries_get(client, url)
    for jours in range(1, 8):
        create_evaluation_essai(espace, chargee, jours=jours)
    assert count_queries_get(client, url) == once
