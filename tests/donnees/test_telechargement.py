"""Downloads from a server on the loopback: what is asked, what failures leave, what a new file changes."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.http import http_date

from convive.donnees import taches
from convive.donnees.actions import build_donnees, fetch_donnees
from convive.donnees.ecriture import get_verrou
from convive.donnees.erreurs import ConstructionEnCours, SourceInconnue, TelechargementImpossible
from convive.donnees.telechargement import fichier as module_fichier
from convive.donnees.telechargement.client import Client
from convive.donnees.telechargement.etat import Casier
from convive.donnees.telechargement.moteur import Etapes, Telechargement
from convive.donnees.telechargement.rules import (
    ESSAIS_MAX,
    Changement,
    get_intervalle,
)
from tests.donnees.atelier import BON
from tests.donnees.conftest import Fetch
from tests.donnees.serveur import Reponse, Serveur, build_fichier

NOM = "donnees_communes_poplegales.csv"
CHEMIN = "/official.example/pop.csv"
PREMIER = BON.encode()
REVISE = BON.replace(";10", ";11").encode()


def get_depot(tmp_path: Path) -> dict[str, bytes]:
    """What a build would see: the visible files of the dépôt."""
    return {path.name: path.read_bytes() for path in (tmp_path / "depot").iterdir() if path.is_file()}


def test_first_download_then_nothing_new_then_a_revision(serveur: Serveur, fetch: Fetch, tmp_path: Path) -> None:
    serveur.answer(CHEMIN, build_fichier(PREMIER, '"un"'))
    suivi: list[tuple[int, int | None]] = []
    (bilan,) = fetch(etapes=Etapes(octets=lambda *faits: suivi.append(faits[2:])))
    assert (bilan.changement, bilan.octets, bilan.millesimes) == (Changement.NOUVEAU, len(PREMIER), [2021])
    assert bilan.phrase == "nouveau fichier"
    assert suivi == [(len(PREMIER), len(PREMIER))]
    assert get_depot(tmp_path) == {NOM: PREMIER}
    assert serveur.get_entetes(0)["accept-encoding"] == "identity"
    assert "if-none-match" not in serveur.get_entetes(0)

    (bilan,) = fetch()
    assert (bilan.changement, bilan.millesimes) == (Changement.IDENTIQUE, [2021])
    assert serveur.get_entetes(1)["if-none-match"] == '"un"'

    serveur.answer(CHEMIN, build_fichier(REVISE, '"deux"'))
    (bilan,) = fetch()
    assert bilan.changement == Changement.REVISE
    assert get_depot(tmp_path) == {NOM: REVISE}


def test_new_vintage_says_which(serveur: Serveur, fetch: Fetch, tmp_path: Path, monkeypatch: Any) -> None:
    serveur.answer(CHEMIN, Reponse(PREMIER), Reponse(REVISE))
    fetch()
    casier = Casier(tmp_path / "depot")
    etat = casier.get_etat(NOM)
    etat.millesimes = [2020]
    casier.record_etat(NOM, etat)
    (bilan,) = fetch()
    assert bilan.changement == Changement.NOUVEAU_MILLESIME
    assert bilan.phrase == "nouveau millésime (2021)"


def test_file_changed_by_hand_is_asked_for_again(serveur: Serveur, fetch: Fetch, tmp_path: Path) -> None:
    serveur.answer(CHEMIN, build_fichier(PREMIER, '"un"'))
    fetch()
    (tmp_path / "depot" / NOM).write_bytes(b"touched")
    (bilan,) = fetch()
    assert bilan.changement == Changement.NOUVEAU
    assert get_depot(tmp_path) == {NOM: PREMIER}


def test_date_serves_when_there_is_no_etag(serveur: Serveur, fetch: Fetch) -> None:
    date_http = "Wed, 25 Nov 2026 10:00:00 GMT"
    serveur.answer(CHEMIN, Reponse(PREMIER, entetes={"Last-Modified": date_http}), Reponse(statut=304))
    fetch()
    (bilan,) = fetch()
    assert bilan.changement == Changement.IDENTIQUE
    assert serveur.get_entetes(1)["if-modified-since"] == date_http


def test_same_bytes_without_any_validator_are_the_same(serveur: Serveur, fetch: Fetch) -> None:
    serveur.answer(CHEMIN, Reponse(PREMIER))
    fetch()
    (bilan,) = fetch()
    assert bilan.changement == Changement.IDENTIQUE


def test_busy_then_broken_server_is_waited_for(serveur: Serveur, fetch: Fetch, attentes: list[float]) -> None:
    dans_une_minute = http_date(datetime.now(UTC).timestamp() + 60)
    serveur.answer(
        CHEMIN,
        Reponse(statut=429, entetes={"Retry-After": "7"}),
        Reponse(statut=500),
        Reponse(statut=503, entetes={"Retry-After": dans_une_minute}),
        build_fichier(PREMIER, '"un"'),
    )
    (bilan,) = fetch()
    assert bilan.changement == Changement.NOUVEAU
    longues = [attente for attente in attentes if attente >= 1]
    assert longues[:2] == [7.0, 2.0]
    assert 50 < longues[2] <= 60


def test_dead_server_is_said_and_changes_nothing(serveur: Serveur, fetch: Fetch, tmp_path: Path) -> None:
    serveur.answer(CHEMIN, build_fichier(PREMIER, '"un"'))
    fetch()
    serveur.answer(CHEMIN, Reponse(statut=500))
    (bilan,) = fetch()
    assert bilan.changement == Changement.ECHEC
    assert bilan.phrase == (
        f"téléchargement impossible, l’ancien fichier est gardé : le serveur répond 500, après {ESSAIS_MAX} essais"
    )
    assert len(serveur.demandes) == 1 + ESSAIS_MAX
    assert get_depot(tmp_path) == {NOM: PREMIER}


def test_missing_page_is_not_asked_for_again(serveur: Serveur, fetch: Fetch) -> None:
    (bilan,) = fetch()
    assert bilan.cause == "le serveur répond 404"
    assert len(serveur.demandes) == 1


def test_cut_connection_is_resumed_where_it_stopped(serveur: Serveur, fetch: Fetch, tmp_path: Path) -> None:
    entier = build_fichier(PREMIER, '"un"')
    serveur.answer(CHEMIN, Reponse(PREMIER, entetes={"ETag": '"un"'}, coupe=20), entier)
    (bilan,) = fetch()
    assert bilan.changement == Changement.NOUVEAU
    assert serveur.get_entetes(1)["range"] == "bytes=20-"
    assert serveur.get_entetes(1)["if-range"] == '"un"'
    assert get_depot(tmp_path) == {NOM: PREMIER}


def test_interrupted_run_is_resumed_by_the_next_one(serveur: Serveur, fetch: Fetch, tmp_path: Path) -> None:
    serveur.answer(CHEMIN, Reponse(PREMIER, entetes={"ETag": '"un"'}, coupe=20), Reponse(statut=503))
    (bilan,) = fetch()
    assert bilan.changement == Changement.ECHEC
    # Half a file is nowhere that a build looks.
    assert get_depot(tmp_path) == {}
    serveur.answer(CHEMIN, build_fichier(PREMIER, '"un"'))
    serveur.demandes.clear()
    (bilan,) = fetch()
    assert bilan.changement == Changement.NOUVEAU
    assert serveur.get_entetes(0)["range"] == "bytes=20-"


def test_file_that_changed_meanwhile_is_taken_again_from_the_start(
    serveur: Serveur, fetch: Fetch, tmp_path: Path
) -> None:
    serveur.answer(CHEMIN, Reponse(PREMIER, entetes={"ETag": '"un"'}, coupe=20), build_fichier(REVISE, '"deux"'))
    fetch()
    assert get_depot(tmp_path) == {NOM: REVISE}


@pytest.mark.parametrize("statut", [416, 206])
def test_range_that_does_not_add_up_begins_again(
    serveur: Serveur, fetch: Fetch, tmp_path: Path, statut: int, attentes: list[float]
) -> None:
    coupee = Reponse(PREMIER, entetes={"ETag": '"un"'}, coupe=20)
    serveur.answer(CHEMIN, coupee, Reponse(b"", statut=statut), build_fichier(PREMIER, '"un"'))
    (bilan,) = fetch()
    if statut == 416:
        assert bilan.changement == Changement.NOUVEAU
        assert get_depot(tmp_path) == {NOM: PREMIER}
    else:
        # An empty rest: what is there is not a whole file, and reading it says so.
        assert bilan.changement == Changement.SCHEMA_CHANGE
        assert get_depot(tmp_path) == {}


def test_half_file_that_says_it_is_whole_is_refused(serveur: Serveur, fetch: Fetch, tmp_path: Path) -> None:
    serveur.answer(CHEMIN, build_fichier(PREMIER, '"un"'))
    fetch()
    serveur.answer(CHEMIN, Reponse(PREMIER[:-4]))
    (bilan,) = fetch()
    assert bilan.changement == Changement.SCHEMA_CHANGE
    assert "la ligne est coupée" in bilan.cause
    assert get_depot(tmp_path) == {NOM: PREMIER}


def test_changed_schema_keeps_the_old_file_and_puts_the_new_one_aside(
    serveur: Serveur, fetch: Fetch, tmp_path: Path
) -> None:
    serveur.answer(CHEMIN, build_fichier(PREMIER, '"un"'))
    fetch()
    nouveau = PREMIER.replace(b"PMUN", b"POPULATION")
    serveur.answer(CHEMIN, build_fichier(nouveau, '"deux"'))
    (bilan,) = fetch()
    assert bilan.changement == Changement.SCHEMA_CHANGE
    assert "colonne « PMUN » : cette colonne manque" in bilan.phrase
    assert get_depot(tmp_path) == {NOM: PREMIER}
    casier = Casier(tmp_path / "depot")
    assert casier.get_refuse(NOM).read_bytes() == nouveau
    # When it is good again, what was put aside goes.
    serveur.answer(CHEMIN, build_fichier(REVISE, '"trois"'))
    fetch()
    assert not casier.get_refuse(NOM).exists()


def test_empty_and_huge_answers_are_refused(serveur: Serveur, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    serveur.answer(CHEMIN, Reponse(b""))
    assert fetch()[0].cause == "le serveur a envoyé un fichier vide"
    monkeypatch.setattr(module_fichier, "OCTETS_MAX", 10)
    serveur.answer(CHEMIN, Reponse(PREMIER))
    assert "le fichier dépasse" in fetch()[0].cause


def test_unexpected_answers_are_refused(serveur: Serveur, fetch: Fetch) -> None:
    serveur.answer(CHEMIN, Reponse(b"x", statut=206))
    assert fetch()[0].cause == "le serveur répond 206"
    serveur.answer(CHEMIN, Reponse(statut=304))
    assert fetch()[0].cause == "le serveur répond 304"


def test_redirections_are_followed_and_not_for_ever(serveur: Serveur, fetch: Fetch) -> None:
    serveur.answer("/ailleurs", build_fichier(PREMIER, '"un"'))
    serveur.answer(CHEMIN, Reponse(statut=302, entetes={"Location": "/ailleurs"}))
    assert fetch()[0].changement == Changement.NOUVEAU
    serveur.answer(CHEMIN, Reponse(statut=302, entetes={"Location": CHEMIN}))
    assert fetch()[0].cause == "trop de redirections"


def test_redirection_out_of_encryption_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(302, headers={"Location": "http://official.example"}))
    client = Client(wait=lambda _: None)
    client._http = httpx.Client(transport=transport)
    with pytest.raises(TelechargementImpossible, match="n’est pas chiffrée"):
        client.get_json("https://official.example/x")


def test_slow_and_unintelligible_servers_are_said() -> None:
    def refuse(error: Exception) -> Client:
        def answer(demande: httpx.Request) -> httpx.Response:
            raise error

        client = Client(wait=lambda _: None)
        client._http = httpx.Client(transport=httpx.MockTransport(answer))
        return client

    for error, cause in (
        (httpx.ReadTimeout(""), "ne répond pas à temps"),
        (httpx.ConnectError(""), "la connexion a échoué"),
        (httpx.DecodingError("x"), "réponse incompréhensible"),
    ):
        with pytest.raises(TelechargementImpossible, match=cause):
            refuse(error).get_json("https://official.example/x")


def test_two_requests_to_a_host_keep_their_distance(serveur: Serveur, attentes: list[float]) -> None:
    instant = datetime(2026, 1, 1, tzinfo=UTC)
    client = Client(serveur.base, wait=attentes.append, now=lambda: instant)
    serveur.answer("/official.example/x", Reponse(b"{}"))
    for _ in range(3):
        assert client.get_json("https://official.example/x") == {}
    client.close()
    assert attentes == [0.25, 0.25]
    assert get_intervalle("api.insee.fr") == 2.0


def test_json_that_is_none_or_is_huge(serveur: Serveur, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(serveur.base, wait=lambda _: None)
    serveur.answer("/official.example/x", Reponse(b"<html>"))
    with pytest.raises(TelechargementImpossible, match="n’est pas du JSON"):
        client.get_json("https://official.example/x")
    monkeypatch.setattr("convive.donnees.telechargement.client._OCTETS_JSON_MAX", 3)
    with pytest.raises(TelechargementImpossible, match="démesurée"):
        client.get_json("https://official.example/x")
    client.close()


# --- The command and the background ---------------------------------------------------------------------------------
def test_two_downloads_at_once_are_refused(fetch: Fetch, tmp_path: Path) -> None:
    with get_verrou(tmp_path / "depot" / ".telechargement"), pytest.raises(ConstructionEnCours):
        fetch()


def test_unknown_source_is_refused(fetch: Fetch) -> None:
    with pytest.raises(SourceInconnue):
        fetch("insee")
    assert fetch("comparateur") == []


@pytest.fixture
def commande(fetch: Fetch, serveur: Serveur, tmp_path: Path, settings: Any, mini_base: Path, monkeypatch: Any) -> Fetch:
    """The command with one source, one address and the tiny base."""
    settings.DEPOT_DIR = tmp_path / "depot"
    settings.DONNEES_DIR = tmp_path / "donnees"
    settings.MIROIR_SOURCES = serveur.base
    fetch("comparateur")  # Declares the only source of these tests.

    def fetch_ici(**options: Any) -> list[Telechargement]:
        return fetch_donnees(**options | {"base_dir": mini_base})

    monkeypatch.setattr("convive.donnees.actions.fetch_donnees", fetch_ici)
    monkeypatch.setattr(
        "convive.donnees.actions.build_donnees", lambda **options: build_donnees(**options, base_dir=mini_base)
    )
    return fetch


def call(*arguments: str) -> str:
    sortie = io.StringIO()
    call_command("donnees", "fetch", *arguments, stdout=sortie)
    return sortie.getvalue()


def test_command_says_what_changed(commande: Fetch, serveur: Serveur) -> None:
    serveur.answer(CHEMIN, build_fichier(PREMIER, '"un"'))
    sortie = call()
    assert f"[1/1] populations_reference : {NOM} : nouveau fichier" in sortie
    assert "convive donnees build" in sortie
    assert "rien de nouveau" in call("populations_reference")
    (bilan,) = json.loads(call("--json"))
    assert (bilan["changement"], bilan["millesimes"]) == ("identique", [2021])
    assert "Aucune de ces sources" in call("comparateur")
    serveur.answer(CHEMIN, Reponse(statut=404))
    with pytest.raises(CommandError, match="n’ont pas été repris"):
        call("--json")


def test_command_says_each_wait(commande: Fetch, serveur: Serveur, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convive.donnees.telechargement.client.compute_attente", lambda *_: 0.0)
    serveur.answer(CHEMIN, Reponse(statut=503), build_fichier(REVISE, '"deux"'))
    assert "le serveur répond 503, nouvel essai dans 0\u00a0s (2 sur 6)" in call()


def test_command_without_depot(commande: Fetch, settings: Any) -> None:
    settings.DEPOT_DIR = None
    with pytest.raises(CommandError, match="Donnez un dossier"):
        call()
    with pytest.raises(CommandError, match="Aucun dépôt"):
        taches.fetch_en_fond.func([])


def test_background_download_builds_too(commande: Fetch, serveur: Serveur, tmp_path: Path) -> None:
    serveur.answer(CHEMIN, build_fichier(PREMIER, '"un"'))
    assert "confié au travailleur" in call("--en-fond")
    assert (tmp_path / "donnees" / "actuel").exists()
    with pytest.raises(CommandError, match="celui de CONVIVE_DEPOT"):
        call("--en-fond", "--depot", str(tmp_path))
    with pytest.raises(CommandError, match="n’existe pas"):
        call("--en-fond", "insee")
