"""`convive serve`: the port, and the announcement."""

import http.server
import io
import socket
import sys
import threading
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from convive.config import serveur
from convive.config.management.commands import serve


class Unavailable(http.server.BaseHTTPRequestHandler):
    """Answers 503, as Convive does before its figures are prepared."""

    def do_GET(self) -> None:
        self.send_error(503)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with http.server.HTTPServer(("127.0.0.1", 0), Unavailable) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def announce(url: str) -> str:
    said = io.StringIO()
    serve.Command(stdout=said)._announce(url, browser=False)
    return said.getvalue()


@pytest.mark.parametrize("port", ["70000", "0", "-1", "huit", "²"])
def test_port_that_does_not_exist_is_refused_in_french(port: str) -> None:
    with pytest.raises(CommandError, match="n’existe pas\u00a0: c’est un nombre de 1 à 65535"):
        call_command("serve", f"--port={port}")


def test_what_could_not_be_prepared_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "run_prepare", lambda: sys.exit(7))
    with pytest.raises(SystemExit) as stop:
        call_command("serve", "--prepare")
    assert stop.value.code == 7


def test_taken_port_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="déjà pris"):
            call_command("serve", port=taken.getsockname()[1])


def test_process_that_is_replaced_ends_its_answers_and_a_stop_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    server = serveur.build_serveur(address="127.0.0.1", port=8000, workers=2, memoire=700)
    assert server.workers_kill_timeout == serveur.SECONDES_DE_REMPLACEMENT
    stopped = []
    monkeypatch.setattr(serveur.MPServer, "shutdown", lambda self, _code: stopped.append(self.workers_kill_timeout))
    server.shutdown()
    assert stopped == [serveur.SECONDES_D_ARRET]


def test_announcement_ignores_the_proxy_of_the_network(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setattr(serve, "ESSAIS", 1)
    assert f"Convive est prêt\u00a0: {address}" in announce(address).replace("prêt :", "prêt\u00a0:")


def test_address_is_said_even_without_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "ESSAIS", 1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert f"Son adresse\u00a0: {url}" in announce(url)


@pytest.mark.parametrize(
    ("address", "hotes", "attendu"),
    [
        ("127.0.0.1", [], "127.0.0.1"),
        (serve.TOUTES[0], ["localhost", "127.0.0.1", "[::1]"], "127.0.0.1"),
        (serve.TOUTES[1], ["localhost", "127.0.0.1", "[::1]"], "127.0.0.1"),
        (serve.TOUTES[0], ["localhost", ".mairie.example", "convive.mairie.example"], "convive.mairie.example"),
        ("192.0.2.7", ["localhost"], "192.0.2.7"),
        ("2001:db8::7", ["localhost"], "[2001:db8::7]"),
    ],
)
def test_the_address_that_is_said_is_one_that_is_accepted(
    address: str, hotes: list[str], attendu: str, settings, monkeypatch: pytest.MonkeyPatch, client
) -> None:
    settings.ALLOWED_HOSTS = hotes or ["127.0.0.1"]
    monkeypatch.setenv("ALLOWED_HOSTS", "")
    hote = serve.get_hote(address)
    assert hote == attendu
    serve.allow_hote(hote)
    assert client.get("/sante/vivant/", headers={"host": f"{hote}:8000"}).status_code != 400


def test_in_production_an_address_is_not_accepted_by_itself(settings) -> None:
    settings.PRODUCTION, settings.ALLOWED_HOSTS = True, ["convive.mairie.example"]
    serve.allow_hote(serve.get_hote("192.0.2.7"))
    assert settings.ALLOWED_HOSTS == ["convive.mairie.example"]
