"""The page of twins, for an EPCI, a bundle, and a place that is invented."""

from datetime import date

import pytest
from django.urls import reverse

from convive.territoires.actions import create_perimetre
from convive.territoires.selectors import get_perimetre
from tests.diagnostic.conftest import BORDEAUX, CIVRAISIEN, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def get_page(client, reference: str, **parameters: str):
    return client.get(reverse("diagnostic:jumeau_list", kwargs={"reference": reference}), parameters)


def test_page_shows_the_variables_and_keeps_the_weights(client):
    text = get_page(client, CIVRAISIEN, population="0", jeunes="4").content.decode()
    assert 'name="population" min="0" max="5" step="1" value="0"' in text
    assert 'name="jeunes" min="0" max="5" step="1" value="4"' in text
    assert "Distance" in text
    assert "is-mine" in text


def test_a_bundle_has_twins_without_what_is_only_published(client):
    codes = [c.code for c in get_perimetre(CIVRAISIEN).communes][:9]
    creation = create_perimetre(codes=codes, nom="Neuf communes", date_validite=date(2026, 11, 25))
    text = get_page(client, creation.reference).content.decode()
    assert "Inconnue pour ce territoire" in text
    assert "Neuf communes" in text


def test_no_weight_has_no_twin_and_says_why(client):
    weights = dict.fromkeys(
        ("population", "densite", "evolution", "jeunes", "aines", "residences_secondaires", "proprietaires"), "0"
    )
    text = get_page(client, BORDEAUX, **weights, niveau_vie="0", chomage="0").content.decode()
    assert "Aucun territoire semblable avec ces poids" in text


def test_invented_territory_has_no_twin(client):
    text = get_page(client, TROIS_GUES).content.decode()
    assert "Ce territoire est inventé" in text
    assert BORDEAUX not in text


def test_queries_are_few(client, django_assert_max_num_queries):
    get_page(client, CIVRAISIEN)
    with django_assert_max_num_queries(4):
        get_page(client, CIVRAISIEN)
