"""The register of article 30: for who administers the installation, true to the software."""

import pytest
from django.test import Client

from convive.comptes.registre import donnees_personnelles
from convive.comptes.traitements import list_traitements
from convive.socle.formats import insecables
from tests.comptes.factories import CompteFactory

URL = "/compte/registre-des-traitements/"


@pytest.mark.django_db
def test_register_is_for_the_administrator(client, compte):
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(URL).status_code == 403
    admin = Client()
    admin.force_login(CompteFactory(is_staff=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = admin.get(URL).text
    assert all(insecables(fiche.base) in page for fiche in list_traitements())
    sorts = ("gardé, au nom de votre fonction", "effacé", "gardé tel quel")
    assert sum(page.count(f"<td>{sort}</td>") for sort in sorts) == len(donnees_personnelles.get_all())
    assert URL in admin.get("/compte/").text
