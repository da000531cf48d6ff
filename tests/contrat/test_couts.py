"""A page costs the same number of queries with one row and with twenty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.contrat.decor import Decor
from tests.contrat.lecture import assert_no_faute, get_statut
from tests.contrat.lignes import create_lettres, create_lignes, create_lignes_organisme
from tests.contrat.routes import Route
from tests.contrat.table import ORGANISME, ROUTES, TERRITOIRE, get_acces

pytestmark = pytest.mark.django_db
# What a page may ask besides, and why.
DE_PLUS = {
    # An invitation that waits, a link that was sent: there was none.
    "espaces:membre_list": 1,
    "espaces:lien_list": 1,
    # The filters that a carnet of several notes offers: its thématiques, its authors.
    "espaces:note_list": 2,
    # What is said of its points: nothing was.
    "gouvernance:seance_detail": 1,
}


def list_listes(sorte: str) -> list[Route]:
    """Pages of several rows, that the chargée opens: forms and files are tried by their own tests."""
    suites = ("_list", "_detail", "_tableau", "_ruban", "_repartition", "_coach", "_calendrier", "_synthese")
    return [
        route
        for route in ROUTES
        if route.page.endswith(suites) and get_acces(route).sorte == sorte and "chargee" in get_acces(route).lit
    ]


def count_queries(client: Client, url: str) -> int:
    """Of a page that has been asked once: what is kept from one page to the next is kept."""
    get_statut(client, url)
    with CaptureQueriesContext(connection) as context:
        get_statut(client, url)
    return len(context)


@pytest.mark.parametrize("sorte", [TERRITOIRE, ORGANISME])
def test_pages_cost_the_same_with_one_row_and_with_twenty(sorte: str, decor: Decor):
    urls = {route: decor.get_url(route, sorte) for route in list_listes(sorte)}
    before = {route: count_queries(decor.chargee, url) for route, url in urls.items()}
    if sorte == TERRITOIRE:
        create_lignes(decor.objets[sorte])
        create_lettres(decor.objets[sorte])
    else:
        create_lignes_organisme(decor.objets[sorte])
    after = {route: count_queries(decor.chargee, url) for route, url in urls.items()}
    assert_no_faute(
        [
            f"{route} : {before[route]} requêtes, puis {after[route]} avec vingt lignes"
            for route in urls
            if after[route] > before[route] + DE_PLUS.get(route.page, 0)
        ]
    )
