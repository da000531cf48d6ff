"""What stands around every request: the access log, and the address that a supervisor asks."""

import logging
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from convive.config import sante
from convive.donnees import connexion
from convive.donnees.erreurs import DonneesAbsentes


@pytest.fixture
def bonne_sante(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(sante, "get_construction", lambda: "abc")


@pytest.mark.django_db
def test_access_log_has_the_page_and_neither_key_nor_question(client: Client, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "convive.acces")
    response = client.get("/espaces/lien/secret-de-camille/?q=Camille")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "convive.acces"]
    assert line.startswith(f"GET /espaces/lien/…/ {response.status_code} ")
    assert "amille" not in line
    assert len(response["X-Request-ID"]) == 8


@pytest.mark.django_db
def test_health_is_said_to_any_name_and_without_https(client: Client, bonne_sante, settings: Any):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/sante/", headers={"host": "10.0.0.7"})
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_base_without_a_table_is_no_health(client: Client, bonne_sante, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sante.MigrationRecorder, "has_table", lambda _: False)
    response = client.get("/sante/")
    assert response.status_code == 503
    assert "La base de données est vide" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("panne", ["base", "donnees", "disque", "place"])
def test_what_is_wrong_is_said(panne: str, client: Client, bonne_sante, monkeypatch, settings: Any, tmp_path):
    def fail(*_: object, **__: object) -> None:
        raise {"base": DatabaseError, "donnees": DonneesAbsentes}[panne]()

    if panne == "base":
        monkeypatch.setattr(connection, "cursor", fail)
        monkeypatch.setattr(connection, "close", lambda: None)
    elif panne == "donnees":
        monkeypatch.setattr(sante, "get_construction", fail)
    elif panne == "disque":
        (tmp_path / "fichier").write_text("")
        settings.VAR_DIR = tmp_path / "fichier"
    else:
        monkeypatch.setattr(sante, "get_place_octets", lambda: 1024)
    response = client.get("/sante/")
    assert response.status_code == 503
    phrases = {
        "base": "La base de données ne répond pas.",
        "donnees": "Les chiffres ne sont pas préparés.",
        "disque": "Rien ne peut plus être écrit",
        "place": "moins de 200 Mo",
    }
    assert phrases[panne] in response.content.decode()
    connexion.close_connexion()
