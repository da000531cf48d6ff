"""The search is public: every URL of the package opens for everyone, and shows to each what she may open."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.recherche.urls import urlpatterns
from tests.espaces.factories import PERSONAS, create_compte, create_membre

pytestmark = pytest.mark.django_db
PAGES = ("resultat_list", "sigle_list")
ADRESSES = frozenset(f"recherche:{page}" for page in PAGES)


def test_no_url_is_missing_from_the_table():
    assert {route.name for route in urlpatterns} == set(PAGES)


@pytest.mark.parametrize("adresse", sorted(ADRESSES))
def test_page_opens_for_everyone_and_only_reads(adresse: str, espace, etrangere, client: Client):
    url = f"{reverse(adresse)}?q=civraisien"
    assert client.get(url).status_code == 200
    for nom, role in PERSONAS.items():
        compte = create_compte(f"{nom}_2")
        create_membre(espace, compte, role)
        client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert (nom, client.get(url).status_code) == (nom, 200)
    client.force_login(etrangere, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 405
