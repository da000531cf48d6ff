"""Readers: what they return, that they cannot leave the build, and that they follow the pointer."""

import json
import os
import shutil
import threading
from pathlib import Path

import duckdb
import pytest

from convive.donnees import connexion
from convive.donnees.actions import build_donnees
from convive.donnees.erreurs import DonneesAbimees, DonneesAbsentes
from convive.donnees.formules import Terme
from convive.donnees.requetes.carte import get_contours
from convive.donnees.requetes.formules import get_sommes, get_sommes_maille
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.requetes.sources import get_provenance
from convive.donnees.rules import Maille, Mesure, Statut
from tests.donnees.conftest import OpenDonnees

CODES = [f"01{n:03d}" for n in range(1, 13)]


CONSTRUITES: list[Path] = []


@pytest.fixture
def mini(tmp_path: Path, mini_base: Path, tmp_path_factory: pytest.TempPathFactory, open_donnees: OpenDonnees) -> Path:
    """A copy, which a test may damage, of what is built once by process."""
    if not CONSTRUITES:
        CONSTRUITES.append(tmp_path_factory.mktemp("construite"))
        build_donnees(donnees_dir=CONSTRUITES[0], base_dir=mini_base)
    donnees_dir = shutil.copytree(CONSTRUITES[0], tmp_path / "donnees")
    open_donnees(donnees_dir)
    return donnees_dir


def test_no_build_says_what_to_do(tmp_path: Path, open_donnees: OpenDonnees) -> None:
    open_donnees(tmp_path / "rien")
    for read in (lambda: get_mesures([("commune", "01001")]), get_provenance, connexion.get_construction):
        with pytest.raises(DonneesAbsentes, match=r"lancez « \./run convive donnees build »"):
            read()


@pytest.mark.parametrize("perdu", ["manifeste.json", "par_territoire.parquet", ""])
def test_damaged_build_says_what_to_do(mini: Path, perdu: str) -> None:
    dossier = mini / (mini / "actuel").read_text()
    for path in [dossier / perdu] if perdu else list(dossier.iterdir()):
        path.unlink()
    connexion.close_connexion()
    with pytest.raises(DonneesAbsentes):
        get_mesures([("commune", "01001")])


@pytest.mark.parametrize("octets", [b"", b"abc", b"PAR1" * 500, None], ids=["vide", "court", "faux", "milieu"])
def test_damaged_file_is_said_and_not_a_breakdown(mini: Path, octets: bytes | None) -> None:
    path = mini / (mini / "actuel").read_text() / "par_territoire.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:60] + bytes(len(whole) - 160) + whole[-100:] if octets is None else octets)
    connexion.close_connexion()
    with pytest.raises(DonneesAbimees, match=r"abîmés : lancez « \./run convive donnees build »"):
        get_mesures([("commune", "01001")])


def test_mistake_in_a_statement_is_not_taken_for_damage(mini: Path) -> None:
    with pytest.raises(duckdb.Error, match="inconnue"):
        connexion.get_lignes("SELECT inconnue FROM par_territoire")


def test_mesures_of_targets(mini: Path) -> None:
    mesures = get_mesures([("epci", "200000001"), ("commune", "01001"), ("commune", "01001"), ("commune", "01999")])
    assert mesures == [
        Mesure("commune", "01001", "population_municipale", 2023, 100.0, "valeur", "base_territoires"),
        Mesure("epci", "200000001", "population_municipale", 2023, 180.0, "valeur", "base_territoires", 3, 3),
    ]
    assert mesures[0].statut == Statut.VALEUR


def test_mesures_filters(mini: Path) -> None:
    cible = [("commune", "01001")]
    assert get_mesures([]) == []
    assert get_mesures(cible, ["menages"]) == []
    assert get_mesures(cible, []) == []
    assert get_mesures(cible, None, [2022]) == []
    assert len(get_mesures(cible, ["population_municipale", "menages"], [2022, 2023])) == 1


def test_same_code_at_two_levels(lu_officiel: object) -> None:
    """75 is Nouvelle-Aquitaine and Paris."""
    departement = get_mesures([("departement", "75"), ("region", "84")], ["population_municipale"], [2023])
    assert [(m.maille, m.territoire) for m in departement] == [("departement", "75"), ("region", "84")]


def test_quotes_in_a_code_are_only_text(mini: Path) -> None:
    assert get_mesures([("commune", "01001' OR 1=1 --")]) == []
    assert get_contours(["' OR 1=1 --"]) == {}


def test_fictional_codes_are_served_by_the_same_functions(mini: Path) -> None:
    (mesure,) = get_mesures([("epci", "999900017")])
    assert (mesure.valeur, mesure.source) == (7.0, "fictif")
    (somme,) = get_sommes(
        {"ici": [("commune", "99001"), ("commune", "99002")]},
        [Terme("population", 2023, True, "population_municipale", 2023)],
    )
    assert (somme.numerateur, somme.connues, somme.total) == (16.0, 2, 2)
    assert list(get_contours(["99001"])) == ["99001"]


def test_national_reading_leaves_the_fictional_out(mini: Path) -> None:
    terme = [Terme("population", 2023, True, "population_municipale", 2023)]
    reels = get_sommes_maille(Maille.COMMUNE, terme)
    assert sorted(somme.groupe for somme in reels) == ["01001", "01002", "01005", "02001", "69123"]
    fictifs = get_sommes_maille(Maille.COMMUNE, terme, fictif=True)
    assert sorted(somme.groupe for somme in fictifs) == ["99001", "99002"]
    assert get_sommes_maille(Maille.COMMUNE, []) == []


def test_contours(mini: Path) -> None:
    contours = get_contours(["01002", "01001", "01001", "97601"])
    assert list(contours) == ["01001", "01002"]
    assert contours["01001"]["type"] == "Polygon"
    assert get_contours([]) == {}


def test_provenance(mini: Path) -> None:
    sources = {source.identifiant: source for source in get_provenance()}
    assert sources["base_territoires"].etat == "integre"
    assert sources["base_territoires"].millesimes == [2023]
    assert sources["comparateur"].etat == "absent"


def test_connection_reads_the_build_and_nothing_else(mini: Path, tmp_path: Path) -> None:
    dehors = tmp_path / "dehors.csv"
    dehors.write_text("a\n1\n")
    for sql in (
        f"FROM read_csv('{dehors}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'x.csv'}'",
        f"ATTACH '{tmp_path / 'x.db'}'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '10GB'",
        "SET allowed_directories = ['/']",
    ):
        with pytest.raises(duckdb.Error):
            connexion.get_lignes(sql)
    assert connexion.get_lignes("SELECT current_setting('threads')") == [(2,)]
    assert not (tmp_path / "x.csv").exists()


def test_connection_is_shared_and_cursors_are_not(mini: Path) -> None:
    resultats: list[tuple[int, int]] = []
    attente = threading.Barrier(4)

    def read() -> None:
        attente.wait()
        valeur = get_mesures([("commune", "01001")])[0].valeur
        ouverture = connexion._get_ouverture()
        resultats.append((id(ouverture), id(connexion._get_curseur(ouverture))))
        assert valeur == 100.0
        attente.wait()

    fils = [threading.Thread(target=read) for _ in range(4)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert len({ouverture for ouverture, _ in resultats}) == 1
    assert len({curseur for _, curseur in resultats}) == 4


def test_readers_follow_the_pointer(mini: Path, tmp_path: Path, mini_base: Path) -> None:
    premiere = connexion.get_construction()
    depot = tmp_path / "depot"
    depot.mkdir()
    (depot / "donnees_communes_poplegales.csv").write_text("COM;PMUN\n01001;10\n01002;1\n")
    assert get_mesures([("commune", "01001")], ["population_rp"]) == []
    build_donnees(donnees_dir=mini, depot_dir=depot, base_dir=mini_base)
    assert get_mesures([("commune", "01001")], ["population_rp"])[0].valeur == 10.0
    assert connexion.get_construction() != premiere


def test_readers_are_never_disturbed_by_builds(mini: Path, tmp_path: Path, mini_base: Path) -> None:
    """Four builds one after the other, while two threads read: an answer every time, of one build or of the next."""
    depot = tmp_path / "depot"
    depot.mkdir()
    fini = threading.Event()
    lus: list[float | None] = []
    erreurs: list[Exception] = []

    def read() -> None:
        while not fini.is_set():
            try:
                lus.extend(m.valeur for m in get_mesures([("epci", "200000001")], ["population_municipale"]))
            except Exception as error:
                erreurs.append(error)

    fils = [threading.Thread(target=read) for _ in range(2)]
    for fil in fils:
        fil.start()
    for valeur in range(4):
        (depot / "donnees_communes_poplegales.csv").write_text(f"COM;PMUN\n01001;{valeur}\n")
        build_donnees(donnees_dir=mini, depot_dir=depot, base_dir=mini_base)
    fini.set()
    for fil in fils:
        fil.join()
    assert erreurs == []
    assert set(lus) == {180.0}


def test_files_gone_between_the_look_and_the_query(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds in that instant: the reader looks again and answers."""
    ouverture = connexion._get_ouverture()
    appels = []

    def get_curseur(ouverte: object) -> duckdb.DuckDBPyConnection:
        appels.append(ouverte)
        if len(appels) == 1:
            raise duckdb.IOException("No files found")
        return ouverture.connexion.cursor()

    monkeypatch.setattr(connexion, "_get_curseur", get_curseur)
    assert get_mesures([("commune", "01001")])[0].valeur == 100.0
    assert len(appels) == 2


def test_files_always_gone_are_absent_data(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def get_curseur(_: object) -> duckdb.DuckDBPyConnection:
        raise duckdb.IOException("No files found")

    monkeypatch.setattr(connexion, "_get_curseur", get_curseur)
    with pytest.raises(DonneesAbsentes):
        get_mesures([("commune", "01001")])


def test_a_fork_opens_its_own_connection(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    premiere = connexion._get_ouverture()
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert connexion._get_ouverture() is not premiere


def test_pages_do_not_import_pyarrow(mini: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys, django; django.setup()\n"
        "from convive.donnees.requetes import carte, formules, mesures, sources\n"
        "mesures.get_mesures([('commune', '01001')]); sources.get_provenance()\n"
        "print('pyarrow' in sys.modules)"
    )
    environnement = os.environ | {
        "CONVIVE_DONNEES": str(mini),
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        "DJANGO_SETTINGS_MODULE": "convive.config.settings",
    }
    sortie = subprocess.run([sys.executable, "-c", code], env=environnement, capture_output=True, text=True, check=True)
    assert sortie.stdout == "False\n"


def test_contours_are_valid_json(mini: Path) -> None:
    assert json.loads(json.dumps(get_contours(["01001"])))["01001"]["coordinates"]
