"""Pages outside any espace: their responses to an anonymous visitor, and the same for everyone who is logged in."""

import re

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from tests.contrat.decor import Decor
from tests.contrat.hors_espace import ESPACE, HORS_ESPACE, OBJETS_HORS_ESPACE, SANS_FORMULAIRE, SANS_NOMS
from tests.contrat.lecture import assert_no_faute, read_statut
from tests.contrat.routes import Route, list_routes
from tests.contrat.table import ROUTES

pytestmark = pytest.mark.django_db
AUTRES = tuple(route for route in list_routes() if route.page in HORS_ESPACE and route not in ROUTES)
PAQUETS = tuple(dict.fromkeys(route.paquet.partition("_")[0] for route in AUTRES))


def get_url(route: Route) -> str:
    if route.page in SANS_NOMS:
        return reverse(route.page, args=SANS_NOMS[route.page])
    return route.get_url(OBJETS_HORS_ESPACE) + OBJETS_HORS_ESPACE.get(f"{route.page}?", "")


def read_reponse(client: Client, url: str) -> int | str:
    """The status, or the name of the page to which the visitor is redirected."""
    response = client.get(url)
    if response.status_code != 302:
        return read_statut(response)
    path = response.headers["Location"].partition("?")[0]
    if path == resolve_url(settings.LOGIN_URL):
        return "login"
    if re.fullmatch(r"/espaces/([0-9a-f-]{36}/.*)?", path):
        return ESPACE
    noms = [route.page for route in AUTRES if not route.arguments and route.page not in SANS_NOMS]
    return next((nom for nom in noms if reverse(nom) == path), path)


@pytest.mark.parametrize("paquet", PAQUETS)
def test_page_outside_espaces_says_the_same_to_every_role(paquet: str, decor: Decor):
    fautes = []
    for route in AUTRES:
        if route.paquet.partition("_")[0] != paquet:
            continue
        url, (anonyme, connecte) = get_url(route), HORS_ESPACE[route.page]
        clients = {"anonyme": Client(), "étrangère": decor.etrangere, **decor.clients}
        for nom, client in clients.items():
            reponse, attendu = read_reponse(client, url), anonyme if nom == "anonyme" else connecte
            if reponse != attendu:
                fautes.append(f"{route} × {nom} : {reponse}, attendu {attendu}")
    assert_no_faute(fautes)


def test_public_pages_that_only_read_take_no_form(decor: Decor):
    routes = [route for route in AUTRES if route.page in SANS_FORMULAIRE]
    assert {route.page for route in routes} == SANS_FORMULAIRE
    assert {str(route): decor.chargee.post(get_url(route)).status_code for route in routes} == {
        str(route): 405 for route in routes
    }
