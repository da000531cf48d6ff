import pytest

from convive.territoires.selectors import list_codes_departement, list_departements

pytestmark = pytest.mark.django_db


def test_departements_are_in_the_order_of_names_the_fictional_one_last(pays, django_assert_num_queries):
    with django_assert_num_queries(1):
        departements = list_departements()
    assert [d.nom for d in departements] == ["Charente", "Paris", "Seine-Saint-Denis", "Vienne", "Département fictif"]
    assert [d.fictif for d in departements] == [False, False, False, False, True]


def test_communes_of_a_departement_are_those_of_today(pays):
    assert list_codes_departement("16") == ["16106", "16140"]
    # Paris is one commune: its arrondissements are parts of it.
    assert list_codes_departement("75") == ["75056"]
    assert list_codes_departement("2A") == []
