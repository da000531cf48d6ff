"""Downloads from the APIs: the dataset of data.gouv.fr, the cubes of Melodi; and the rules of the engine."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from convive.donnees.declaration import Adresse, NatureAdresse, Resultat, Source
from convive.donnees.erreurs import TelechargementImpossible
from convive.donnees.sources import registre
from convive.donnees.sources.registre import SOURCES, SourceDepot
from convive.donnees.telechargement import melodi as module_melodi
from convive.donnees.telechargement.moteur import Telechargement, choose_ressource
from convive.donnees.telechargement.rules import (
    Changement,
    can_follow,
    compute_attente,
    compute_changement,
    compute_entetes,
    compute_url,
    get_valideur,
)
from tests.donnees.atelier import BON
from tests.donnees.conftest import Fetch
from tests.donnees.serveur import Reponse, Serveur

PREMIER = BON.encode()

# --- data.gouv.fr ---------------------------------------------------------------------------------------------------
JEU = Adresse("https://official.example/jeu/", "donnees_communes_poplegales_{date}.csv", NatureAdresse.JEU)


def build_jeu(*ressources: dict[str, object]) -> Reponse:
    return Reponse(json.dumps({"resources": ressources}).encode())


def test_dataset_gives_its_latest_resource(serveur: Serveur, fetch: Fetch, tmp_path: Path) -> None:
    serveur.answer(
        "/official.example/jeu/",
        build_jeu(
            {"format": "csv", "url": "https://official.example/2023.csv", "last_modified": "2023-05-01T00:00:00"},
            {"format": "csv", "url": "https://official.example/2024.csv", "last_modified": "2024-08-01T00:00:00"},
            {"format": "xlsx", "url": "https://official.example/2025.xlsx", "last_modified": "2025-01-01T00:00:00"},
        ),
    )
    serveur.answer("/official.example/2024.csv", Reponse(PREMIER))
    (bilan,) = fetch(adresse=JEU)
    assert (bilan.fichier, bilan.changement) == ("donnees_communes_poplegales_20240801.csv", Changement.NOUVEAU)
    assert bilan.url == "https://official.example/2024.csv"


@pytest.mark.parametrize(
    ("reponse", "cause"),
    [
        (build_jeu(), "le jeu de données n’a pas de fichier csv"),
        (Reponse(b'{"resources": 3}'), "la fiche du jeu de données n’a pas la forme attendue"),
        (Reponse(b"[]"), "la fiche du jeu de données n’a pas la forme attendue"),
    ],
)
def test_dataset_without_a_resource(serveur: Serveur, fetch: Fetch, reponse: Reponse, cause: str) -> None:
    serveur.answer("/official.example/jeu/", reponse)
    assert fetch(adresse=JEU)[0].cause == cause


def test_resource_without_a_date_is_left_out() -> None:
    with pytest.raises(TelechargementImpossible):
        choose_ressource("u", {"resources": [{"format": "csv", "url": "x", "last_modified": None}]}, "csv")


def test_name_that_the_source_does_not_know_is_refused(serveur: Serveur, fetch: Fetch) -> None:
    (bilan,) = fetch(adresse=Adresse("https://official.example/pop.csv", "autre_{annee}.csv"))
    assert bilan.cause == "« autre_2026.csv » n’est pas un nom que la source reconnaît"
    assert serveur.demandes == []


# --- Melodi ---------------------------------------------------------------------------------------------------------
CUBE = Adresse("https://official.example/melodi/X", "cube.csv", NatureAdresse.MELODI)


def build_page(*codes: str, suivante: str = "", **dimensions: str) -> Reponse:
    observations = [
        {
            "dimensions": {"GEO": code, "AGE": "Y0T2", "TIME_PERIOD": "2023"} | dimensions,
            "measures": {"OBS_VALUE_NIVEAU": {"value": 7.5}},
        }
        for code in codes
    ]
    paging = {"next": suivante} if suivante else {}
    return Reponse(json.dumps({"identifier": "X", "observations": observations, "paging": paging}).encode())


@pytest.fixture
def cube(monkeypatch: pytest.MonkeyPatch, fetch: Fetch, tmp_path: Path) -> Callable[[], tuple[Telechargement, str]]:
    """Download a cube of a source that reads anything."""

    def run() -> tuple[Telechargement, str]:
        original = registre.SOURCES_DEPOT
        libre = SourceDepot(
            Source("populations_reference", "t", "p", "l", "u", ("cube.csv",), (), "l."),
            lambda *_: Resultat([], [2023]),
        )
        monkeypatch.setattr(registre, "SOURCES_DEPOT", (libre,))
        (bilan,) = fetch(adresse=CUBE)
        monkeypatch.setattr(registre, "SOURCES_DEPOT", original)
        path = tmp_path / "depot" / "cube.csv"
        return bilan, path.read_text(encoding="utf-8") if path.exists() else ""

    return run


LIGNES = (
    "GEO;GEO_OBJECT;AGE;TIME_PERIOD;OBS_VALUE;OBS_STATUS\n01001;COM;Y0T2;2023;7.5;\n01002;COM;Y0T2;2023;7.5;\n"
    "200000001;EPCI;Y0T2;2023;7.5;\n"
)


def test_cube_is_written_page_after_page(serveur: Serveur, cube: Callable[[], tuple[Telechargement, str]]) -> None:
    suivante = "https://official.example/melodi/X?page=2"
    serveur.answer("/official.example/melodi/X", build_page("2025-COM-01001", "2025-COM-01002", suivante=suivante))
    serveur.answer("/official.example/melodi/X?page=2", build_page("2025-EPCI-200000001"))
    bilan, texte = cube()
    assert bilan.changement == Changement.NOUVEAU
    assert texte == LIGNES
    assert cube()[0].changement == Changement.IDENTIQUE


def test_cube_is_resumed_at_its_page(serveur: Serveur, cube: Callable[[], tuple[Telechargement, str]]) -> None:
    suivante = "https://official.example/melodi/X?page=2"
    serveur.answer("/official.example/melodi/X", build_page("2025-COM-01001", "2025-COM-01002", suivante=suivante))
    serveur.answer("/official.example/melodi/X?page=2", Reponse(statut=503))
    assert cube()[0].changement == Changement.ECHEC
    serveur.demandes.clear()
    serveur.answer("/official.example/melodi/X?page=2", build_page("2025-EPCI-200000001"))
    bilan, texte = cube()
    assert [chemin for chemin, _ in serveur.demandes] == ["/official.example/melodi/X?page=2"]
    assert (bilan.changement, texte) == (Changement.NOUVEAU, LIGNES)


@pytest.mark.parametrize(
    ("reponse", "changement", "cause"),
    [
        (build_page(), Changement.SCHEMA_CHANGE, "aucune observation"),
        (build_page("France"), Changement.SCHEMA_CHANGE, "dans la forme attendue"),
        (Reponse(b"{}"), Changement.SCHEMA_CHANGE, "dans la forme attendue"),
        (build_page("2025-COM-01001", suivante=CUBE.url), Changement.ECHEC, "renvoie à elle-même"),
        (build_page("2025-COM-01001", suivante="https://official.example/b"), Changement.ECHEC, "plus de 1 pages"),
        (build_page("2025-COM-01001", suivante="https://official.example/c"), Changement.SCHEMA_CHANGE, "dimensions"),
    ],
)
def test_cube_refusals(
    serveur: Serveur,
    cube: Callable[[], tuple[Telechargement, str]],
    monkeypatch: pytest.MonkeyPatch,
    reponse: Reponse,
    changement: Changement,
    cause: str,
) -> None:
    serveur.answer("/official.example/melodi/X", reponse)
    serveur.answer("/official.example/c", build_page("2025-COM-01001", SEXE="F"))
    if "pages" in cause:
        monkeypatch.setattr(module_melodi, "_PAGES_MAX", 1)
    bilan, texte = cube()
    assert bilan.changement == changement
    assert cause in bilan.cause
    assert texte == ""


# --- Rules ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("essai", "retry_after", "attendu"),
    [
        (1, None, 1.0),
        (4, None, 8.0),
        (20, None, 120.0),
        (1, "3600", 120.0),
        (2, "demain", 2.0),
        (1, "Thu, 01 Jan 2026 00:00:30 GMT", 30.0),
        (1, "Thu, 01 Jan 2020 00:00:30 GMT", 0.0),
    ],
)
def test_wait(essai: int, retry_after: str | None, attendu: float) -> None:
    assert compute_attente(essai, retry_after, datetime(2026, 1, 1, tzinfo=UTC)) == attendu


def test_headers() -> None:
    identite = {"Accept-Encoding": "identity"}
    base = {"etag": '"a"', "last_modified": "hier", "octets_partiels": 0, "is_present": True, "valideur_partiel": ""}
    assert compute_entetes(**base) == identite | {"If-None-Match": '"a"'}  # type: ignore[arg-type]  # a dict of mixed values
    assert compute_entetes(**base | {"is_present": False}) == identite  # type: ignore[arg-type]  # a dict of mixed values
    assert get_valideur({"etag": 'W/"a"', "last-modified": "hier"}) == "hier"
    assert get_valideur({"etag": '"a"'}) == '"a"'


def test_changes() -> None:
    meme = {"ancien_sha256": "a", "sha256": "a", "anciens_millesimes": [2020], "millesimes": [2021]}
    assert compute_changement(**meme) == Changement.IDENTIQUE  # type: ignore[arg-type]  # a dict of mixed values
    assert compute_changement(**meme | {"ancien_sha256": ""}) == Changement.NOUVEAU  # type: ignore[arg-type]  # a dict of mixed values


def test_addresses_under_a_mirror() -> None:
    assert compute_url("https://a.fr/x", "") == "https://a.fr/x"
    assert compute_url("https://m.fr/a.fr/x", "https://m.fr") == "https://m.fr/a.fr/x"
    assert can_follow("https://a.fr", "https://b.fr")
    assert can_follow("http://127.0.0.1", "http://127.0.0.1/b")
    assert not can_follow("https://a.fr", "http://b.fr")


def test_official_addresses_are_encrypted_and_named_as_the_build_looks_for_them() -> None:
    from fnmatch import fnmatch

    adresses = [(source, adresse) for source in SOURCES.values() for adresse in source.adresses]
    assert len(adresses) >= 6
    for source, adresse in adresses:
        assert adresse.url.startswith("https://")
        nom = adresse.fichier.format(annee=2026, date="20260801")
        assert any(fnmatch(nom.lower(), motif.lower()) for motif in source.motifs), adresse.fichier
    assert len({adresse.fichier for _, adresse in adresses}) == len(adresses)
