"""The people of the tests: one persona per role in the espace of the miniature country, an outsider, and their clients.

A pytest plugin, so that the tests of all packages can use its fixtures.
"""

from collections.abc import Callable
from copy import copy
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import AutoField, Model
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.test.utils import CaptureQueriesContext

from convive.comptes.models import Compte
from convive.espaces.models import Espace
from convive.territoires.models import AncienCode, CodePostal, Territoire
from convive.territoires.selectors import get_index_suggestions
from tests.espaces.factories import PERSONAS, create_compte, create_espace_civraisien, create_membre
from tests.territoires.factories import create_pays

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def get_client(compte: Compte) -> Client:
    client = Client()
    client.force_login(compte, backend=BACKEND)
    return client


def create_personas(espace: Espace, chargee: Compte) -> dict[str, Compte]:
    """One compte per role, each a membre of the espace; its creator is the chargée."""
    comptes = {"chargee": chargee}
    for nom, role in PERSONAS.items():
        if nom != "chargee":
            comptes[nom] = create_compte(nom)
            create_membre(espace, comptes[nom], role)
    return comptes


def is_login_asked(response: HttpResponse, url: str) -> bool:
    """Whether the response redirects to the login page, which then returns to this URL."""
    return response.status_code == 302 and response.headers["Location"] == (
        f"{resolve_url(settings.LOGIN_URL)}?next={quote(url)}"
    )


# The rows created by importing the country, cached in each process: importing it each time took a tenth of the suite.
RANGEES_PAYS: dict[type[Model], list[Any]] = {}


@pytest.fixture
def pays(db) -> None:
    """The miniature country; also clears the cache of names, which may differ from the previous test."""
    get_index_suggestions.cache_clear()
    if not RANGEES_PAYS:
        create_pays()
        RANGEES_PAYS.update({model: list(model.objects.all()) for model in (Territoire, CodePostal, AncienCode)})
        return
    for model, rows in RANGEES_PAYS.items():
        kept = [copy(row) for row in rows]
        for row in kept:
            row._state.adding = True
            if isinstance(model._meta.pk, AutoField):
                row.pk = None
        model.objects.bulk_create(kept)


@pytest.fixture
def chargee(pays) -> Compte:
    return create_compte("chargee")


@pytest.fixture
def espace(chargee: Compte) -> Espace:
    """An espace created by its chargée de coopération, the only membre."""
    return create_espace_civraisien(chargee)


def _create_persona(nom: str) -> Callable[[Espace], Compte]:
    @pytest.fixture(name=nom)
    def persona(espace: Espace) -> Compte:
        compte = create_compte(nom)
        create_membre(espace, compte, PERSONAS[nom])
        return compte

    return persona


coordinatrice = _create_persona("coordinatrice")
directeur = _create_persona("directeur")
elue = _create_persona("elue")
conseillere_caf = _create_persona("conseillere_caf")
partenaire = _create_persona("partenaire")
lectrice = _create_persona("lectrice")
formatrice = _create_persona("formatrice")
administrateur = _create_persona("administrateur")


@pytest.fixture
def personas(espace: Espace, chargee: Compte) -> dict[str, Compte]:
    """All the personas by name; do not use it together with the fixture of one of them."""
    return create_personas(espace, chargee)


@pytest.fixture
def etrangere(pays) -> Compte:
    """An outsider, who has an espace of her own and is not a membre of the others."""
    compte = create_compte("etrangere")
    create_espace_civraisien(compte, nom="Un autre espace")
    return compte


@pytest.fixture
def connecte(client: Client) -> Callable[[Compte], Client]:
    """A function that returns a client in which a person is logged in."""

    def login(compte: Compte) -> Client:
        client.force_login(compte, backend=BACKEND)
        return client

    return login


@pytest.fixture
def count_queries_get() -> Callable[[Client, str], int]:
    """A function that returns how many queries a page makes."""

    def count(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as context:
            assert client.get(url).status_code == 200
        return len(context)

    return count
