"""The explorer is public: every URL of the package opens for everyone."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.diagnostic.urls import urlpatterns
from tests.espaces.factories import create_compte
from tests.territoires.factories import CIVRAISIEN

pytestmark = pytest.mark.django_db
PAGES: dict[str, list[str]] = {
    "accueil": [],
    "territoire_list": [],
    "perimetre_create": [],
    "portrait_detail": [CIVRAISIEN],
    "portrait_export": [CIVRAISIEN, "xlsx"],
    "source_list": [],
}
ADRESSES = frozenset(f"diagnostic:{page}" for page in PAGES)


def test_no_url_is_missing_from_the_table():
    assert {route.name for route in urlpatterns} == PAGES.keys()


@pytest.mark.parametrize("page", sorted(PAGES))
def test_page_opens_for_everyone(page: str, pays_reel, chiffres_base):
    url = reverse(f"diagnostic:{page}", args=PAGES[page])
    connecte = Client()
    connecte.force_login(create_compte("etrangere"), backend="allauth.account.auth_backends.AuthenticationBackend")
    for client in (Client(), connecte):
        assert client.get(url).status_code == 200
