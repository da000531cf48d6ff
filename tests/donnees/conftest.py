"""Data plane fixtures: a tiny hand-made base, and the real files built once for the whole session."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from convive.donnees import connexion
from convive.donnees.actions import fetch_donnees
from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Adresse, Source
from convive.donnees.manifeste import Manifeste
from convive.donnees.rules import Mesure
from convive.donnees.sources import base, registre
from convive.donnees.sources.registre import SourceDepot
from convive.donnees.telechargement.client import Client
from convive.donnees.telechargement.moteur import Etapes, Telechargement
from tests.donnees.atelier import BON, REFERENCE, Atelier, build_once, get_dossier_partage
from tests.donnees.base_minimale import PASSAGES_CONNUS, build_base, build_territoire, list_territoires_officiels
from tests.donnees.serveur import Serveur, open_serveur

MINI_FICTIFS = [
    build_territoire("99001", departement="99", region="99", epci="999900017"),
    build_territoire("99002", departement="99", region="84", epci="200000001"),
    build_territoire("999900017", "epci"),
]


def list_mini_territoires() -> list[dict[str, object]]:
    """Two départements, two EPCI, a merger (01005 came from 01006), a split (02001 gave 02002), Lyon, Mayotte."""
    ain = {"departement": "01", "region": "84", "epci": "200000001"}
    aisne = {"departement": "02", "region": "32", "epci": "200000002"}
    rhone = {"departement": "69", "region": "84"}
    return [
        build_territoire("01001", **ain),
        build_territoire("01002", **ain),
        build_territoire("01005", **ain, anciens_codes=["01006", "01007"]),
        build_territoire("02001", **aisne),
        build_territoire("02002", **aisne),
        build_territoire("02003", **aisne),
        build_territoire("69123", **rhone),
        *(build_territoire(f"6938{n}", "arrondissement_municipal", parent="69123", **rhone) for n in range(1, 10)),
        build_territoire("97601", zone="drom", departement="976", region="06", ept="200000003"),
        build_territoire("97502", zone="com"),
        build_territoire("200000001", "epci"),
        build_territoire("200000002", "epci"),
        build_territoire("200000003", "ept"),
    ]


@pytest.fixture
def mini_base(tmp_path: Path) -> Path:
    territoires = list_mini_territoires()
    mesures = [
        Mesure("commune", code, "population_municipale", 2023, valeur, "valeur", "base_territoires")
        for code, valeur in (("01001", 100.0), ("01002", 50.0), ("01005", 30.0), ("02001", 20.0), ("69123", 1000.0))
    ]
    mesures_fictives = [
        Mesure("commune", "99001", "population_municipale", 2023, 7.0, "valeur", "fictif"),
        Mesure("commune", "99002", "population_municipale", 2023, 9.0, "valeur", "fictif"),
    ]
    return build_base(
        tmp_path / "base",
        territoires,
        mesures,
        "02001,02002,scission,2024-01-01,\n01009,01005,fusion,2001-01-01,\n00001,00002,fusion,2001-01-01,\n",
        [("01001", "01"), ("01002", "01")],
        MINI_FICTIFS,
        mesures_fictives,
    )


@pytest.fixture
def mini_cog(mini_base: Path) -> CodeOfficielGeographique:
    return base.get_code_officiel_geographique(mini_base)


@dataclass(frozen=True)
class Officiel:
    """The official files, the base that they were built with, and the result."""

    depot_dir: Path
    base_dir: Path
    donnees_dir: Path
    manifeste: Manifeste
    cog: CodeOfficielGeographique


@pytest.fixture(scope="session")
def base_officielle(depot_officiel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged base, or its stand-in made of the official code list while the package has none."""
    if (base.BASE_DIR / "mesures.parquet").exists():
        return base.BASE_DIR
    territoires = list_territoires_officiels(depot_officiel / "etalab" / "decoupage-administratif-6.0.0")
    communes = [t for t in territoires if t["type"] == "commune" and t["zone"] != "com"]
    mesures = [
        Mesure("commune", t["code"], "population_municipale", 2023, float(population), "valeur", "base_territoires")
        for t in communes
        if (population := t["population_municipale"]) is not None
    ]
    contours = [(t["code"], t["departement"]) for t in communes]
    return build_base(tmp_path_factory.mktemp("base"), territoires, mesures, PASSAGES_CONNUS, contours)


@pytest.fixture(scope="session")
def officiel(depot_officiel: Path, base_officielle: Path, tmp_path_factory: pytest.TempPathFactory) -> Officiel:
    """Built once for all the processes of a run, and for the tests of other packages."""
    commun = get_dossier_partage("complet") if base_officielle == base.BASE_DIR else None
    racine = tmp_path_factory.getbasetemp()
    donnees_dir = commun or (racine.parent if os.environ.get("PYTEST_XDIST_WORKER") else racine) / "officiel"
    bilan = build_once(donnees_dir, depot_officiel, base_officielle)
    cog = base.get_code_officiel_geographique(base_officielle)
    return Officiel(depot_officiel, base_officielle, donnees_dir, bilan.manifeste, cog)


type OpenDonnees = Callable[[Path], None]


@pytest.fixture
def open_donnees(settings) -> Iterator[OpenDonnees]:  # type: ignore[no-untyped-def]  # a fixture of pytest
    """Point the readers at a folder of built data, and forget the connection afterwards."""

    def open_dossier(dossier: Path) -> None:
        settings.DONNEES_DIR = dossier
        connexion.close_connexion()

    yield open_dossier
    connexion.close_connexion()


@pytest.fixture
def lu_officiel(officiel: Officiel, open_donnees: OpenDonnees) -> Officiel:
    """The real data, ready to be queried."""
    open_donnees(officiel.donnees_dir)
    return officiel


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    dossier = tmp_path / "depot" / "insee"
    dossier.mkdir(parents=True)
    (dossier / REFERENCE).write_text(BON, encoding="utf-8")
    return dossier.parent


@pytest.fixture
def atelier(tmp_path: Path, depot: Path, mini_base: Path) -> Atelier:
    return Atelier(tmp_path / "donnees", depot, mini_base)


type Fetch = Callable[..., list[Telechargement]]


@pytest.fixture(scope="session")
def guichet() -> Iterator[Serveur]:
    with open_serveur() as ouvert:
        yield ouvert


@pytest.fixture
def serveur(guichet: Serveur) -> Serveur:
    guichet.reponses.clear()
    guichet.demandes.clear()
    return guichet


@pytest.fixture
def attentes() -> list[float]:
    return []


@pytest.fixture
def fetch(
    serveur: Serveur, tmp_path: Path, mini_base: Path, attentes: list[float], monkeypatch: pytest.MonkeyPatch
) -> Fetch:
    """Download one source with one address, without ever waiting."""

    def run(
        *sources: str, adresse: Adresse | None = None, etapes: Etapes | None = None, autres: tuple[Adresse, ...] = ()
    ) -> list[Telechargement]:
        adresses = (adresse or Adresse("https://official.example/pop.csv", REFERENCE), *autres)
        element = next(e for e in registre.SOURCES_DEPOT if e.source.identifiant == "populations_reference")
        source = Source(**{**element.source.__dict__, "adresses": adresses})
        monkeypatch.setattr("convive.donnees.actions.SOURCES_DEPOT", (SourceDepot(source, element.build),))
        client = Client(serveur.base, wait=attentes.append)
        return fetch_donnees(
            depot_dir=tmp_path / "depot",
            sources=sources,
            today=date(2026, 11, 25),
            base_dir=mini_base,
            client=client,
            etapes=etapes,
        )

    return run
