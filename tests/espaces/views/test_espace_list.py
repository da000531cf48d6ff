import pytest

from tests.espaces.factories import create_compte, create_espace_civraisien

pytestmark = pytest.mark.django_db
URL = "/espaces/"


def test_espace_list_is_for_people_who_are_logged_in(client):
    response = client.get(URL)
    assert response.status_code == 302
    assert "next=/espaces/" in response.headers["Location"]


def test_espace_list_teaches_when_it_is_empty(connecte, pays):
    page = connecte(create_compte("nouvelle")).get(URL).content.decode()
    assert "Vous n’êtes membre d’aucun espace" in page
    assert 'href="/espaces/creer/"' in page


def test_espace_list_shows_mine_and_nobody_else_s(connecte, espace, chargee, etrangere):
    page = connecte(chargee).get(URL).content.decode()
    assert f'href="/espaces/{espace.pk}/"' in page
    assert "Chargé·e de coopération" in page
    assert "Un autre espace" not in page


def test_espace_list_leads_each_role_where_it_may_go(connecte, espace, administrateur):
    page = connecte(administrateur).get(URL).content.decode()
    assert f'href="/espaces/{espace.pk}/qui-voit-quoi/"' in page
    assert f'href="/espaces/{espace.pk}/"' not in page


def test_espace_list_costs_the_same_with_many_rows(connecte, chargee, django_assert_num_queries):
    client = connecte(chargee)
    create_espace_civraisien(chargee)
    with django_assert_num_queries(5):
        client.get(URL)
    for number in range(20):
        create_espace_civraisien(chargee, nom=f"Espace {number}")
    with django_assert_num_queries(5):
        client.get(URL)
