import logging

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import Client, RequestFactory

from convive.config.journaux import RequeteEnCours
from convive.socle.disque import is_base_absente
from convive.socle.navigation import CibleRecherche
from convive.ui import views


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/400/", 400, "Nous n’avons pas compris cette demande"),
        ("/403/", 403, "Cette page ne vous est pas ouverte"),
        ("/404/", 404, "Nous ne trouvons pas cette page"),
        ("/rien/", 404, "L’adresse a peut-être été mal recopiée"),
        ("/500/", 500, "Quelque chose n’a pas marché de notre côté"),
        ("/disque-plein/", 507, "Sur le serveur, il n’y a plus de place sur le disque."),
        ("/base-pleine/", 507, "Sur le serveur, il n’y a plus de place sur le disque."),
        ("/base-absente/", 503, "La base de données ne répond pas"),
    ],
)
def test_error_page_says_what_happened_and_what_to_do(path: str, status: int, sentence: str) -> None:
    response = Client(raise_request_exception=False).get(path)
    page = response.content.decode()
    assert response.status_code == status
    assert sentence in page
    assert "Que faire\u00a0?" in page
    assert "Retour à l’accueil" in page


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("connection failed: FATAL:  the database system is starting up"), True),
        (InterfaceError("the connection is closed"), True),
        (OperationalError("database is locked"), True),
        (OperationalError("no such table: comptes_compte"), False),
        (IntegrityError("terminating connection"), False),
        (None, False),
    ],
)
def test_base_that_is_away_is_known_by_what_it_says(error: Exception | None, expected: bool) -> None:
    assert is_base_absente(error) is expected


def test_breakdown_has_the_number_of_its_lines_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(RequeteEnCours())
    with caplog.at_level(logging.ERROR):
        response = Client(raise_request_exception=False).get("/500/")
    identifiant = response["X-Request-ID"]
    assert f"panne {identifiant}" in response.content.decode()
    assert {record.requete for record in caplog.records} == {identifiant}


def test_not_found_repeats_the_sentence_of_the_view_and_offers_a_search(client: Client, registre) -> None:
    registre.record_recherche(CibleRecherche("essai:portrait_list", "Chercher un territoire", "Nom ou code"))
    page = client.get("/404/").content.decode()
    assert "Aucun territoire ne porte le code 99999." in page
    assert page.count('action="/essai/portraits/"') == 2


def test_not_found_without_search_target_has_no_search_box(client: Client) -> None:
    assert "<form" not in client.get("/404/").content.decode()


def test_not_found_ignores_what_is_not_a_sentence() -> None:
    request = RequestFactory().get("/rien/")
    request.resolver_match = None
    page = views.not_found(request, ValueError("détail technique")).content.decode()
    assert "détail technique" not in page


def test_csrf_failure_tells_how_to_send_the_form_again(caplog) -> None:
    response = Client(enforce_csrf_checks=True).post("/essai/portraits/", {"nom": "x"})
    assert response.status_code == 403
    assert "Ce formulaire doit être renvoyé" in response.content.decode()
    assert "Form refused: CSRF cookie not set." in caplog.text


def test_server_error_needs_neither_context_nor_database() -> None:
    # No database mark: a query would fail the test.
    page = views.server_error(RequestFactory().get("/")).content.decode()
    assert "<script" not in page
    assert "ui/dist/convive.css" in page


def test_server_error_survives_its_own_template(monkeypatch, caplog) -> None:
    def fail(name: str) -> None:
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr(views, "get_template", fail)
    with caplog.at_level(logging.ERROR):
        response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Retour à l’accueil" in response.content.decode()
    assert "Missing staticfiles manifest entry" in caplog.text
