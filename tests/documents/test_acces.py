"""Every URL of the package, for every role, a stranger and an anonymous visitor."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.documents.urls import urlpatterns
from convive.espaces.models import Espace
from tests.espaces.factories import PERSONAS, create_compte, create_membre
from tests.espaces.test_acces import assert_login_asked, get_client

pytestmark = pytest.mark.django_db
TOUS = frozenset(PERSONAS)
# Who opens a page; the other members get 403.
PAGES = {"modele_list": TOUS - {"administrateur"}}
ADRESSES = frozenset(f"documents:{page}" for page in PAGES)


@pytest.fixture
def personas(espace: Espace, chargee):
    comptes = {"chargee": chargee}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            comptes[nom] = create_compte(nom)
            create_membre(espace, comptes[nom], role)
    return comptes


def test_no_url_is_missing_from_the_table():
    assert {f"documents:{route.name}" for route in urlpatterns} == ADRESSES


@pytest.mark.parametrize("page", sorted(PAGES))
def test_page_opens_for_its_roles_only(page: str, espace: Espace, personas, etrangere):
    url = reverse(f"documents:{page}", args=[espace.pk])
    answers = {nom: get_client(compte).get(url).status_code for nom, compte in personas.items()}
    assert answers == {nom: 200 if nom in PAGES[page] else 403 for nom in PERSONAS}
    assert get_client(etrangere).get(url).status_code == 404
    assert_login_asked(Client().get(url), url)
