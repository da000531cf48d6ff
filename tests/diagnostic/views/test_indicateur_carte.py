"""The map of an indicator and the communes in order."""

import pytest
from django.urls import reverse

from tests.diagnostic.conftest import CIVRAISIEN, GRAND_PARIS, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def get_page(client, reference: str, indicateur: str = "part_65p", **parameters: str):
    kwargs = {"reference": reference, "indicateur": indicateur}
    return client.get(reverse("diagnostic:indicateur_carte", kwargs=kwargs), parameters)


def test_map_and_ranking_say_the_same(client):
    text = get_page(client, CIVRAISIEN).content.decode()
    assert "<svg" in text
    assert "Le classement" in text
    assert "contours IGN simplifiés" in text
    assert text.count('<th scope="row">') == 35


def test_year_may_be_chosen(client):
    text = get_page(client, TROIS_GUES, annee="2015").content.decode()
    assert "<option selected>2015</option>" in text
    assert "chiffres inventés" in text
    assert "<option selected>2023</option>" in get_page(client, TROIS_GUES, annee="hier").content.decode()


def test_indicator_without_value_says_so(client):
    assert (
        "Aucune commune n’a de valeur connue" in get_page(client, CIVRAISIEN, "taux_couverture_global").content.decode()
    )


def test_large_territory_stays_light(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        assert len(get_page(client, GRAND_PARIS).content) < 400_000
