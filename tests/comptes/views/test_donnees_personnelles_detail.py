"""« Données personnelles et cookies » : public, complete, true."""

import pytest

from convive.comptes.conservation import get_regles
from convive.comptes.traitements import list_traitements

URL = "/donnees-personnelles/"


@pytest.mark.django_db
def test_page_tells_each_purpose_and_each_duration(client, settings):
    settings.EDITEUR = settings.EDITEUR | {"nom": "Communauté de communes d’essai", "dpo": "dpo@exemple.test"}
    page = client.get(URL).text
    for words in ("Communauté de communes d’essai", "dpo@exemple.test", *(fiche.nom for fiche in list_traitements())):
        assert words in page
    assert all(regle.duree_libelle in page for regle in get_regles().values())


@pytest.mark.django_db
def test_what_is_not_given_is_said_to_be_missing(client, settings):
    settings.EDITEUR = dict.fromkeys(settings.EDITEUR, "")
    assert "CONVIVE_DPO" in client.get(URL).text


@pytest.mark.django_db
def test_what_is_said_of_cookies_is_true(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(URL)
    assert answer.cookies == {}
    for nom in ("sessionid", "csrftoken"):
        assert nom in answer.text


@pytest.mark.django_db
def test_foot_of_every_page_leads_there(client):
    for page in ("/", "/espaces/lien/", "/compte/login/"):
        text = client.get(page).text
        for url in (URL, "/mentions-legales/", "/accessibilite/"):
            assert f'href="{url}"' in text, page
