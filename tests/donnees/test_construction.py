"""The build: what it writes, what it never damages, and what it leaves when it is killed."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import duckdb
import pytest

from convive.donnees import actions, cache_sources, construction
from convive.donnees.actions import build_donnees, compute_construction, validate_depot
from convive.donnees.agregation import Entree, build_tables
from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.depot import list_fichiers
from convive.donnees.ecriture import get_verrou
from convive.donnees.erreurs import ConstructionEnCours, FichierIllisible, SourceInconnue
from convive.donnees.manifeste import Manifeste, get_manifeste
from convive.donnees.rules import Mesure, Statut, compute_statut_somme
from convive.donnees.schema import MESURES, TERRITOIRES, build_table, get_table
from convive.donnees.sources import populations_reference
from convive.donnees.sources.registre import SOURCES
from tests.donnees.base_minimale import build_base, build_territoire

REFERENCE = "donnees_communes_poplegales.csv"
BON = "COM;PMUN\n01001;10\n01002;20\n01005;30\n02001;40\n02002;50\n02003;60\n"
MOUVEMENTS = (
    "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TYPECOM_AP,COM_AP\n"
    "32,2019-01-01,COM,01006,COM,01005\n"
    "32,2019-01-01,COM,01008,COM,01005\n"
)


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    dossier = tmp_path / "depot" / "insee"
    dossier.mkdir(parents=True)
    (dossier / REFERENCE).write_text(BON, encoding="utf-8")
    return dossier.parent


class Atelier:
    """A base, a dépôt and a folder of built data."""

    def __init__(self, donnees: Path, depot: Path, base: Path) -> None:
        self.donnees = donnees
        self.depot = depot
        self.base = base

    def build(self, *sources: str, depot: bool = True) -> actions.Bilan:
        return build_donnees(
            donnees_dir=self.donnees,
            depot_dir=self.depot if depot else None,
            base_dir=self.base,
            sources=sources,
        )

    def write(self, texte: str, nom: str = REFERENCE) -> None:
        (self.depot / "insee" / nom).write_text(texte, encoding="utf-8")

    def get(self, maille: str, territoire: str, indicateur: str = "population_reference") -> tuple[object, ...] | None:
        dossier = self.donnees / (self.donnees / "actuel").read_text()
        ligne: tuple[object, ...] | None = duckdb.execute(
            "SELECT valeur, statut, source, communes_connues, communes_total FROM read_parquet(?) "
            "WHERE maille = ? AND territoire = ? AND indicateur = ?",
            [str(dossier / "par_territoire.parquet"), maille, territoire, indicateur],
        ).fetchone()
        return ligne


@pytest.fixture
def atelier(tmp_path: Path, depot: Path, mini_base: Path) -> Atelier:
    return Atelier(tmp_path / "donnees", depot, mini_base)


def get_etat(manifeste: Manifeste, identifiant: str = "populations_reference") -> tuple[str, int]:
    source = manifeste.get_source(identifiant)
    assert source is not None
    return source.etat, source.lignes


def test_base_alone_is_enough(atelier: Atelier) -> None:
    bilan = atelier.build(depot=False)
    assert bilan.is_nouveau
    assert get_etat(bilan.manifeste) == ("absent", 0)
    assert get_etat(bilan.manifeste, "base_territoires")[0] == "integre"
    assert atelier.get("epci", "200000001", "population_municipale") == (180.0, "valeur", "base_territoires", 3, 3)
    assert atelier.get("departement", "02", "population_municipale") is None
    assert atelier.get("france", "FR", "population_municipale") == (1200.0, "partiel", "base_territoires", 5, 8)


def test_base_without_fictional_territory(atelier: Atelier, mini_base: Path) -> None:
    for path in (mini_base / "fictif").iterdir():
        path.unlink()
    assert get_etat(atelier.build().manifeste, "fictif") == ("integre", 0)


def test_fictional_figures_stay_out_of_real_totals(atelier: Atelier) -> None:
    atelier.build()
    assert atelier.get("commune", "99001", "population_municipale") == (7.0, "valeur", "fictif", None, None)
    assert atelier.get("epci", "999900017", "population_municipale") == (7.0, "valeur", "fictif", 1, 1)
    assert atelier.get("departement", "99", "population_municipale") == (16.0, "valeur", "fictif", 2, 2)
    assert atelier.get("region", "84", "population_municipale") == (1180.0, "valeur", "base_territoires", 4, 4)
    assert atelier.get("france", "FR", "population_municipale")[4] == 8  # type: ignore[index]


def test_depot_source_is_added_and_summed(atelier: Atelier) -> None:
    bilan = atelier.build()
    assert get_etat(bilan.manifeste)[0] == "charge"
    assert atelier.get("commune", "01001") == (10.0, "valeur", "populations_reference", None, None)
    assert atelier.get("epci", "200000002") == (150.0, "valeur", "populations_reference", 3, 3)
    assert atelier.get("departement", "976") == (None, "non_disponible", "populations_reference", 0, 1)
    assert atelier.get("ept", "200000003") == (None, "non_disponible", "populations_reference", 0, 1)


def test_manifest_describes_the_file(atelier: Atelier) -> None:
    source = atelier.build().manifeste.get_source("populations_reference")
    assert source is not None
    (fichier,) = source.fichiers
    assert fichier.nom == f"insee/{REFERENCE}"
    assert len(fichier.sha256) == 64
    assert fichier.taille == len(BON)
    assert fichier.modifie_le.endswith("+00:00")
    assert source.millesimes == [2021]
    texte = (atelier.donnees / (atelier.donnees / "actuel").read_text() / "manifeste.json").read_text()
    assert str(atelier.depot) not in texte


def test_unchanged_depot_has_nothing_to_do(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    premier = atelier.build()
    monkeypatch.setattr(construction, "_build_chantier", lambda *_: pytest.fail("nothing should be read"))
    second = atelier.build()
    assert not second.is_nouveau
    assert second.manifeste == premier.manifeste


def test_a_file_already_read_is_not_read_again(atelier: Atelier, monkeypatch: pytest.MonkeyPatch) -> None:
    atelier.build()
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    monkeypatch.setattr(cache_sources, "asdict", None)
    monkeypatch.setattr(populations_reference, "get_tableau", lambda *_, **__: pytest.fail("already read"))
    bilan = atelier.build()
    assert bilan.is_nouveau
    assert get_etat(bilan.manifeste, "filosofi_2019") == ("charge", 4)


def test_damaged_build_is_built_again(atelier: Atelier) -> None:
    dossier = atelier.donnees / atelier.build().manifeste.construction
    (dossier / "par_indicateur.parquet").unlink()
    bilan = atelier.build()
    assert bilan.is_nouveau
    assert (dossier / "par_indicateur.parquet").exists()


def test_damaged_manifest_is_built_again(atelier: Atelier) -> None:
    dossier = atelier.donnees / atelier.build().manifeste.construction
    (dossier / "manifeste.json").write_text("{")
    assert get_manifeste(atelier.donnees) is None
    assert atelier.build().is_nouveau


def test_refused_file_keeps_the_last_good_rows_and_lets_the_others_through(atelier: Atelier) -> None:
    atelier.build()
    atelier.write(BON.replace(";20", ";vingt"))
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste)[0] == "conserve"
    assert manifeste.refus == [f"{REFERENCE}, ligne 3, colonne « PMUN » : « vingt » n'est pas un nombre."]
    assert get_etat(manifeste, "filosofi_2019") == ("charge", 4)
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)
    # Still there after another build, and after the file is repaired.
    atelier.write("CODGEO;Q219\n01;2\n", "FILO2019_DISP_DEP.csv")
    assert get_etat(atelier.build().manifeste)[0] == "conserve"
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)
    atelier.write(BON.replace(";20", ";21"))
    assert get_etat(atelier.build().manifeste)[0] == "charge"
    assert atelier.get("commune", "01002") == (21.0, "valeur", "populations_reference", None, None)


def test_refused_file_that_replaces_another_name_keeps_the_last_good_rows(atelier: Atelier) -> None:
    atelier.build()
    (atelier.depot / "insee" / REFERENCE).unlink()
    atelier.write("vide", "donnees_communes_poplegales_2025.csv")
    assert get_etat(atelier.build().manifeste)[0] == "conserve"
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)


def test_refused_file_without_any_good_one(atelier: Atelier) -> None:
    atelier.write("")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste) == ("refuse", 0)
    assert manifeste.refus == [f"{REFERENCE} : le fichier est vide, le téléchargement a sans doute échoué."]
    assert atelier.get("commune", "01001", "population_municipale") is not None


def test_one_good_and_one_refused_file_of_a_source(atelier: Atelier) -> None:
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    atelier.write("CODGEO;Q219\nxx;1\n", "FILO2019_DISP_REG.csv")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste, "filosofi_2019") == ("refuse", 4)


def test_last_good_rows_lost_from_the_cache_are_only_missing(atelier: Atelier) -> None:
    atelier.build()
    atelier.write(MOUVEMENTS, "v_mvtcommune_2024.csv")
    atelier.build()
    for path in (atelier.donnees / "sources").iterdir():
        path.unlink()
    atelier.write("")
    atelier.write("", "v_mvtcommune_2024.csv")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste)[0] == "refuse"
    assert get_etat(manifeste, "mouvements")[0] == "refuse"


def test_file_taken_out_of_the_depot_takes_its_rows_away(atelier: Atelier) -> None:
    atelier.build()
    (atelier.depot / "insee" / REFERENCE).unlink()
    assert get_etat(atelier.build().manifeste) == ("absent", 0)
    assert atelier.get("commune", "01002") is None


def test_movements_are_used_then_kept_when_refused(atelier: Atelier) -> None:
    atelier.write(BON + "01008;5\n")
    with_unknown = atelier.build().manifeste
    assert get_etat(with_unknown)[0] == "refuse"
    atelier.write(MOUVEMENTS, "v_mvtcommune_2024.csv")
    assert get_etat(atelier.build().manifeste, "mouvements")[0] == "charge"
    assert atelier.get("commune", "01005") == (35.0, "valeur", "populations_reference", None, None)
    # Read from the cache the second time.
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    assert get_etat(atelier.build().manifeste, "mouvements")[0] == "charge"
    atelier.write("COM_AV\n", "v_mvtcommune_2024.csv")
    manifeste = atelier.build().manifeste
    assert get_etat(manifeste, "mouvements")[0] == "conserve"
    assert atelier.get("commune", "01005") == (35.0, "valeur", "populations_reference", None, None)


def test_only_the_sources_asked_for_are_read(atelier: Atelier) -> None:
    atelier.write("CODGEO;Q219\n01;1\n", "FILO2019_DISP_DEP.csv")
    atelier.build()
    atelier.write("CODGEO;Q219\n01;2\n", "FILO2019_DISP_DEP.csv")
    atelier.write(BON.replace(";20", ";21"))
    manifeste = atelier.build("filosofi_2019").manifeste
    assert get_etat(manifeste)[0] == "charge"
    assert atelier.get("commune", "01002") == (20.0, "valeur", "populations_reference", None, None)
    assert atelier.get("departement", "01", "niveau_vie_median")[0] == 2.0  # type: ignore[index]
    with pytest.raises(SourceInconnue):
        atelier.build("insee")


def test_one_previous_build_is_kept_and_no_more(atelier: Atelier) -> None:
    constructions = []
    for valeur in ("21", "22", "23"):
        atelier.write(BON.replace(";20", f";{valeur}"))
        constructions.append(atelier.build().manifeste.construction)
    dossiers = {path.name for path in atelier.donnees.iterdir() if path.is_dir()}
    assert dossiers == {*constructions[1:], "sources"}
    assert len(list((atelier.donnees / "sources").glob("*.parquet"))) == 2


def test_two_equal_builds_are_equal(atelier: Atelier, tmp_path: Path) -> None:
    premier = atelier.build().manifeste
    autre = Atelier(tmp_path / "autre", atelier.depot, atelier.base)
    second = autre.build().manifeste
    assert premier.construction == second.construction
    for nom in construction.FICHIERS_CONSTRUITS:
        contenus = [(a.donnees / premier.construction / nom).read_bytes() for a in (atelier, autre)]
        assert contenus[0] == contenus[1]


def test_concurrent_build_is_refused(atelier: Atelier) -> None:
    with get_verrou(atelier.donnees), pytest.raises(ConstructionEnCours, match="en cours"):
        atelier.build()
    assert atelier.build().is_nouveau


def test_dry_run_writes_nothing(atelier: Atelier) -> None:
    plan = compute_construction(donnees_dir=atelier.donnees, depot_dir=atelier.depot, base_dir=atelier.base)
    assert [f.nom for f in plan.fichiers["populations_reference"]] == [f"insee/{REFERENCE}"]
    assert not plan.is_a_jour
    assert not atelier.donnees.exists()
    atelier.build()
    assert compute_construction(donnees_dir=atelier.donnees, depot_dir=atelier.depot, base_dir=atelier.base).is_a_jour


def test_depot_can_be_checked_without_building(atelier: Atelier) -> None:
    atelier.write(MOUVEMENTS, "v_mvtcommune_2024.csv")
    atelier.write("", "v_mvtcommune_2025.csv")
    atelier.write("CODGEO;Q219\nxx;1\n", "FILO2019_DISP_REG.csv")
    etapes: list[str] = []
    verifications = validate_depot(
        donnees_dir=atelier.donnees,
        depot_dir=atelier.depot,
        base_dir=atelier.base,
        progression=lambda etape, _fait, _total: etapes.append(etape),
    )
    assert {Path(v.fichier).name: bool(v.refus) for v in verifications} == {
        "v_mvtcommune_2024.csv": False,
        "v_mvtcommune_2025.csv": True,
        REFERENCE: False,
        "FILO2019_DISP_REG.csv": True,
    }
    assert len(etapes) == 4
    assert not atelier.donnees.exists()


def test_depot_is_searched_everywhere_but_in_hidden_folders(tmp_path: Path) -> None:
    for chemin in ("a/b/DONNEES_COMMUNES_poplegales_2021.CSV", ".cache/donnees_communes_poplegales.csv", "x.csv"):
        (tmp_path / chemin).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / chemin).write_text("x")
    trouves = list_fichiers(tmp_path, list(SOURCES.values()))
    assert [p.name for p in trouves["populations_reference"]] == ["DONNEES_COMMUNES_poplegales_2021.CSV"]
    assert list_fichiers(tmp_path / "absent", list(SOURCES.values()))["comparateur"] == []


SCRIPT = """
import os, sys, time
sys.path[:0] = {chemins!r}
from pathlib import Path
import django
django.setup()
from convive.donnees import construction, ecriture
from convive.donnees.actions import build_donnees

MOMENT = sys.argv[1]

def stop():
    print("ici", flush=True)
    time.sleep(60)

def progression(etape, fait, total):
    if MOMENT == etape or (MOMENT == "lecture" and fait == 1):
        stop()

if MOMENT == "avant le pointeur":
    construction.update_pointeur = lambda *args: stop()
if MOMENT == "pendant le pointeur":
    vrai = ecriture.record_sur_disque
    def record(path):
        if path.name.endswith("actuel"):
            stop()
        vrai(path)
    ecriture.record_sur_disque = record
if MOMENT == "avant le ménage":
    construction._delete_anciennes = lambda *args: stop()
if MOMENT == "pendant l'écriture":
    vrai_export = construction.build_tables
    def build_tables(*args):
        vrai_export(*args)
        (args[0] / "par_indicateur.parquet").write_bytes(b"moiti")
        stop()
    construction.build_tables = build_tables
build_donnees(
    donnees_dir=Path({donnees!r}), depot_dir=Path({depot!r}), base_dir=Path({base!r}), progression=progression
)
"""


@pytest.mark.parametrize(
    ("moment", "is_remplace"),
    [
        ("Liste des communes", False),
        ("lecture", False),
        ("Totaux par territoire et écriture", False),
        ("pendant l'écriture", False),
        ("avant le pointeur", False),
        ("pendant le pointeur", False),
        ("avant le ménage", True),
    ],
)
def test_killed_build_leaves_good_data_and_the_next_one_cleans(
    atelier: Atelier, moment: str, is_remplace: bool
) -> None:
    atelier.build()
    atelier.write(BON.replace(";20", ";21"))
    racine = Path(__file__).parents[2]
    script = textwrap.dedent(SCRIPT).format(
        chemins=[str(racine / "src")],
        donnees=str(atelier.donnees),
        depot=str(atelier.depot),
        base=str(atelier.base),
    )
    processus = subprocess.Popen(
        [sys.executable, "-c", script, moment],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        assert processus.stdout is not None
        assert processus.stdout.readline() == b"ici\n"
        # While it lives, nobody else may build.
        with pytest.raises(ConstructionEnCours):
            atelier.build()
    finally:
        processus.send_signal(signal.SIGKILL)
        processus.wait()
        processus.stdout.close()  # type: ignore[union-attr]
    attendu = 21.0 if is_remplace else 20.0
    assert atelier.get("commune", "01002") == (attendu, "valeur", "populations_reference", None, None)
    atelier.build()
    assert atelier.get("commune", "01002") == (21.0, "valeur", "populations_reference", None, None)
    assert not list(atelier.donnees.rglob(".en_cours-*"))


def test_leftover_file_is_removed(atelier: Atelier) -> None:
    atelier.build()
    (atelier.donnees / ".en_cours-actuel").write_text("x")
    (atelier.donnees / "sources" / ".en_cours-x.parquet").write_text("x")
    atelier.build()
    assert not list(atelier.donnees.rglob(".en_cours-*"))


def test_progression_goes_to_its_end(atelier: Atelier) -> None:
    etapes: list[tuple[int, int]] = []
    build_donnees(
        donnees_dir=atelier.donnees,
        depot_dir=atelier.depot,
        base_dir=atelier.base,
        progression=lambda _etape, fait, total: etapes.append((fait, total)),
    )
    assert etapes == sorted(etapes)
    assert etapes[-1][0] == etapes[-1][1]


def test_status_of_a_sum_is_the_same_rule_in_sql(tmp_path: Path) -> None:
    """Every combination of statuses over three communes."""
    statuts = [Statut.VALEUR, Statut.PARTIEL, Statut.RUPTURE_DE_SERIE, Statut.SECRET, Statut.NON_DISPONIBLE]
    territoires, mesures, attendus = [], [], {}
    numero = 0
    for a in statuts:
        for b in statuts:
            for c in (*statuts, None):
                numero += 1
                epci = f"2{numero:08d}"
                presents = []
                for rang, statut in enumerate((a, b, c)):
                    code = f"{numero:03d}{rang:02d}"
                    territoires.append(build_territoire(code, departement="01", region="84", epci=epci))
                    if statut is not None:
                        presents.append(statut)
                        valeur = 1.0 if statut in statuts[:3] else None
                        mesures.append(Mesure("commune", code, "menages", 2018, valeur, statut, "comparateur"))
                attendus[epci] = compute_statut_somme(
                    connues=sum(s in statuts[:3] for s in presents),
                    total=3,
                    ruptures=presents.count(Statut.RUPTURE_DE_SERIE),
                    partielles=presents.count(Statut.PARTIEL),
                )
    base = build_base(tmp_path / "base", territoires, mesures)
    build_donnees(donnees_dir=tmp_path / "donnees", base_dir=base)
    dossier = tmp_path / "donnees" / (tmp_path / "donnees" / "actuel").read_text()
    lus = duckdb.execute(
        "SELECT territoire, statut FROM read_parquet(?) WHERE maille = 'epci'",
        [str(dossier / "par_territoire.parquet")],
    ).fetchall()
    assert dict(lus) == attendus


def test_contradictory_row_stops_the_build(tmp_path: Path, mini_cog: CodeOfficielGeographique, mini_base: Path) -> None:
    import pyarrow.parquet as pq

    path = tmp_path / "faux.parquet"
    pq.write_table(build_table([Mesure("commune", "01001", "menages", 2018, None, "valeur", "comparateur")]), path)
    with pytest.raises(FichierIllisible, match=r"valeur et statut se contredisent \(commune 01001, menages 2018\)"):
        build_tables(tmp_path, [Entree(path, 1)], [mini_base / "contours.parquet"], mini_cog)


def test_declared_schema_is_checked(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "f.parquet"
    path.write_bytes(b"rien")
    with pytest.raises(FichierIllisible, match="Parquet lisible"):
        get_table(path, TERRITOIRES)
    pq.write_table(pa.table({"code": ["01001"]}), path)
    with pytest.raises(FichierIllisible, match="cette colonne manque"):
        get_table(path, TERRITOIRES)
    pq.write_table(build_table([]), path)
    assert get_table(path, MESURES).num_rows == 0
    faux = build_table([]).drop(["millesime"]).append_column("millesime", pa.array([], pa.string()))
    pq.write_table(pa.concat_tables([faux, faux]), path)
    colonnes = {nom: ["x"] for nom in MESURES.names}
    pq.write_table(pa.table(colonnes), path)
    with pytest.raises(FichierIllisible, match="schéma attendu"):
        get_table(path, MESURES)


def test_clock_is_not_needed(atelier: Atelier) -> None:
    """A file older than the build, copied with its date, is still seen: the content decides, not the date."""
    atelier.build()
    path = atelier.depot / "insee" / REFERENCE
    date = path.stat().st_mtime
    atelier.write(BON.replace(";20", ";21"))
    os.utime(path, (date, date))
    assert atelier.build().is_nouveau
    assert time.time() > date
