"""The espace stays in the header of every page, and one begins where one works."""

import pytest

from convive.espaces.models import Role
from tests.espaces.factories import create_compte, create_espace_civraisien, create_membre

pytestmark = pytest.mark.django_db
AILLEURS = ("/glossaire/", "/territoires/", "/page-qui-n-existe-pas/")


@pytest.mark.parametrize("page", AILLEURS)
def test_a_page_of_no_espace_keeps_the_one_where_one_was(connecte, espace, chargee, page):
    client = connecte(chargee)
    assert f"<b>{espace.nom}</b>" not in client.get(page).content.decode()
    client.get(f"/espaces/{espace.pk}/")
    shown = client.get(page).content.decode()
    assert f"<b>{espace.nom}</b>" in shown
    assert f'href="/espaces/{espace.pk}/reglages/"' in shown


def test_who_lost_her_access_sees_its_name_no_more(connecte, espace, chargee):
    client = connecte(chargee)
    client.get(f"/espaces/{espace.pk}/")
    espace.membres.all().delete()
    assert espace.nom not in client.get("/glossaire/").content.decode()
    client.cookies["espace"] = "pas-un-identifiant"
    assert client.get("/glossaire/").status_code == 200


def test_another_person_on_the_same_browser_does_not_see_it(connecte, espace, chargee, client):
    connecte(chargee).get(f"/espaces/{espace.pk}/")
    assert espace.nom not in connecte(create_compte("autre")).get("/glossaire/").content.decode()
    client.logout()
    assert espace.nom not in client.get("/glossaire/").content.decode()


def test_one_begins_in_the_only_espace_or_the_last_one_or_chooses(connecte, espace, chargee):
    client = connecte(chargee)
    assert client.get("/").url == f"/espaces/{espace.pk}/"
    autre = create_espace_civraisien(chargee, "Un autre")
    assert client.get("/").url == "/espaces/"
    client.get(f"/espaces/{autre.pk}/")
    assert client.get("/").url == f"/espaces/{autre.pk}/"
    assert f'href="/espaces/{espace.pk}/">{espace.nom}</a>' in client.get(f"/espaces/{autre.pk}/").content.decode()


def test_an_elue_begins_on_her_page(connecte, espace):
    elue = create_compte("elue")
    create_membre(espace, elue, Role.ELU)
    assert connecte(elue).get("/").url == f"/espaces/{espace.pk}/plan/mon-mandat/"


def test_a_visitor_reads_the_first_page(client):
    assert "Voir mon territoire" in client.get("/").content.decode()


def test_the_menu_of_a_phone_has_all_that_its_header_leaves_out(connecte, espace, chargee):
    page = connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
    menu = page[page.index('class="cv-contents__you"') : page.index('id="sommaire-titre"')]
    for libelle in ("Mes espaces", "Notifications", "Réglages de l’espace", "Mon compte", "Se déconnecter"):
        assert f">{libelle}</a>" in menu
