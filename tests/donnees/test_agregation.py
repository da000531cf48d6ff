"""Sums by territory, and the declared schemas."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from convive.donnees.actions import build_donnees
from convive.donnees.agregation import Entree, build_tables
from convive.donnees.code_officiel_geographique import CodeOfficielGeographique, Scission
from convive.donnees.communes_fusionnees import Serie, build_groupes, list_mesures
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule
from convive.donnees.rules import MILLESIME_SUPERFICIE, Mesure, Statut, compute_statut_somme
from convive.donnees.schema import MESURES, TERRITOIRES, build_table, get_table
from convive.donnees.sources.base import get_code_officiel_geographique
from tests.donnees.base_minimale import build_base, build_territoire


def test_a_sum_and_its_status_are_the_same_rule_in_sql(tmp_path: Path) -> None:
    """Every combination of statuses over three communes, which count 1, 10 and 100 where they are known."""
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
                        valeur = 10.0**rang if statut in statuts[:3] else None
                        mesures.append(Mesure("commune", code, "menages", 2018, valeur, statut, "comparateur"))
                connues = [10.0**rang for rang, statut in enumerate((a, b, c)) if statut in statuts[:3]]
                statut_attendu = compute_statut_somme(
                    connues=len(connues),
                    total=3,
                    ruptures=presents.count(Statut.RUPTURE_DE_SERIE),
                    partielles=presents.count(Statut.PARTIEL),
                )
                attendus[epci] = (sum(connues) if connues else None, statut_attendu, len(connues), 3)
    base = build_base(tmp_path / "base", territoires, mesures)
    build_donnees(donnees_dir=tmp_path / "donnees", base_dir=base)
    dossier = tmp_path / "donnees" / (tmp_path / "donnees" / "actuel").read_text()
    with duckdb.connect() as connexion:
        lus = connexion.execute(
            "SELECT territoire, valeur, statut, communes_connues, communes_total FROM read_parquet(?) "
            "WHERE maille = 'epci'",
            [str(dossier / "par_territoire.parquet")],
        ).fetchall()
    assert {epci: tuple(reste) for epci, *reste in lus} == attendus


def test_contradictory_row_stops_the_build(tmp_path: Path, mini_cog: CodeOfficielGeographique, mini_base: Path) -> None:
    path = tmp_path / "faux.parquet"
    pq.write_table(build_table([Mesure("commune", "01001", "menages", 2018, None, "valeur", "comparateur")]), path)
    with pytest.raises(FichierIllisible, match=r"valeur et statut se contredisent \(commune 01001, menages 2018\)"):
        build_tables(tmp_path, [Entree(path, 1)], [mini_base / "contours.parquet"], mini_cog)


def test_declared_schema_is_checked(tmp_path: Path) -> None:
    import pyarrow as pa

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


def test_invented_rows_cannot_describe_a_real_territory(tmp_path: Path) -> None:
    """Nor can a real source say anything of a fictional one."""
    territoires = [build_territoire("01001", departement="01", region="84")]
    fictifs = [build_territoire("99001", departement="99", region="99")]
    invente = Mesure("commune", "01001", "menages", 2018, 1.0, "valeur", "fictif")
    egare = Mesure("commune", "99001", "menages", 2018, 1.0, "valeur", "comparateur")
    base = build_base(tmp_path / "base", territoires, [egare], fictifs=fictifs, mesures_fictives=[invente])
    assert build_donnees(donnees_dir=tmp_path / "donnees", base_dir=base).manifeste.lignes == 0


@pytest.mark.parametrize("is_listed", [True, False])
@pytest.mark.parametrize(("epci_enfant", "attendu"), [("200000001", 110.0), ("200000002", 10.0)])
def test_split_counts_where_all_its_pieces_are(
    tmp_path: Path, epci_enfant: str, attendu: float, is_listed: bool
) -> None:
    """The undivided figure of 02001 goes to the territories that hold 02002 too, and to no other one."""
    base_dir = build_base(
        tmp_path / "base",
        [
            build_territoire(code, departement="02", region="32", epci=epci_enfant if code == "02002" else "200000001")
            for code in ("02001", "02002", "02003")
        ],
    )
    cog = replace(get_code_officiel_geographique(base_dir), scissions=(Scission("02001", "02002", "2024-01-01"),))
    valeurs: dict[str, Cellule] = {"02001": 100.0, "02003": 10.0}
    groupes = build_groupes("f.csv", valeurs, cog)
    mesures = list_mesures("comparateur", groupes, [Serie("menages", 2018, valeurs)], cog)
    if not is_listed:
        mesures = [mesure for mesure in mesures if mesure.territoire != "02002"]
    path = tmp_path / "mesures.parquet"
    pq.write_table(build_table(mesures), path)
    build_tables(tmp_path, [Entree(path, 1)], [base_dir / "contours.parquet"], cog)
    with duckdb.connect() as connexion:
        lus = connexion.execute(
            "SELECT maille, territoire, valeur FROM read_parquet(?) WHERE maille <> 'commune'",
            [str(tmp_path / "par_territoire.parquet")],
        ).fetchall()
    sommes = {(maille, territoire): valeur for maille, territoire, valeur in lus}
    assert sommes["epci", "200000001"] == attendu
    assert sommes["departement", "02"] == sommes["region", "32"] == sommes["france", "FR"] == 110.0
    # Kept for the bundles that hold all the pieces.
    assert sommes["scission", "02001"] == 100.0


def test_a_total_holds_no_small_count_that_nothing_hides(tmp_path: Path) -> None:
    """An EPCI over two départements, alone in the second; a commune without EPCI; an EPCI that has enough to hide."""
    lieux = {
        "01001": ("01", "200000001", 2.0),
        "01002": ("01", "200000001", 9.0),
        "02001": ("02", "200000001", 3.0),
        "02002": ("02", None, 4.0),
        "02003": ("02", "200000002", 3.0),
        "02004": ("02", "200000002", 40.0),
    }
    territoires = [
        build_territoire(code, departement=d, region="84", epci=epci) for code, (d, epci, _) in lieux.items()
    ]
    mesures = [
        Mesure("commune", code, indicateur, 2018, valeur, "valeur", "comparateur")
        for code, (_, _, valeur) in lieux.items()
        for indicateur in ("chomeurs_15_64", "menages")
    ]
    base = build_base(tmp_path / "base", territoires, mesures)
    build_donnees(donnees_dir=tmp_path / "donnees", base_dir=base)
    dossier = tmp_path / "donnees" / (tmp_path / "donnees" / "actuel").read_text()
    with duckdb.connect() as connexion:
        lus = connexion.execute(
            "SELECT territoire, indicateur, valeur, statut, communes_connues FROM read_parquet(?) "
            "WHERE maille <> 'commune'",
            [str(dossier / "par_territoire.parquet")],
        ).fetchall()
    sommes = {(territoire, indicateur): tuple(reste) for territoire, indicateur, *reste in lus}
    assert sommes["01", "chomeurs_15_64"] == (11.0, Statut.VALEUR, 2)
    assert sommes["02", "chomeurs_15_64"] == (43.0, Statut.PARTIEL, 2)
    assert sommes["200000001", "chomeurs_15_64"] == (11.0, Statut.PARTIEL, 2)
    assert sommes["FR", "chomeurs_15_64"] == (54.0, Statut.PARTIEL, 4)
    # What is not sensitive is counted as it is.
    assert sommes["02", "menages"] == (50.0, Statut.VALEUR, 4)


def test_two_builds_are_equal_whatever_the_order_of_the_rows(
    tmp_path: Path, mini_cog: CodeOfficielGeographique
) -> None:
    """Added up as they come, 0.1, 0.2 and 0.3 make 0.6 or 0.6000000000000001."""
    codes = [commune.code for commune in mini_cog.communes_reelles]
    mesures = [
        Mesure("commune", code, "menages", 2018, (rang + 1) / 10 + rang * 1e-7, "valeur", "comparateur")
        for rang, code in enumerate(codes)
    ]
    ecrits = []
    for ordre in (mesures, mesures[::-1], [*mesures[3:], *mesures[:3]]):
        dossier = tmp_path / f"{len(ecrits)}"
        dossier.mkdir()
        path = dossier / "entree.parquet"
        pq.write_table(build_table(ordre), path)
        build_tables(dossier, [Entree(path, 1)], [tmp_path / "base" / "contours.parquet"], mini_cog)
        ecrits.append([(dossier / nom).read_bytes() for nom in ("par_territoire.parquet", "rangees.parquet")])
    assert ecrits[0] == ecrits[1] == ecrits[2]


def test_an_official_area_comes_before_that_of_the_contours(tmp_path: Path) -> None:
    base = build_base(
        tmp_path / "base",
        [build_territoire(code, departement="01", region="84") for code in ("01001", "01002")],
        [
            Mesure("commune", code, "superficie_km2", MILLESIME_SUPERFICIE, 18.1, "valeur", "base_contours")
            for code in ("01001", "01002")
        ],
    )
    path = tmp_path / "officielle.parquet"
    officielle = Mesure("commune", "01001", "superficie_km2", MILLESIME_SUPERFICIE, 4.44, "valeur", "comparateur")
    pq.write_table(build_table([officielle]), path)
    entrees = [Entree(base / "mesures.parquet", 30), Entree(path, 60)]
    build_tables(tmp_path, entrees, [base / "contours.parquet"], get_code_officiel_geographique(base))
    with duckdb.connect() as connexion:
        lus = connexion.execute(
            "SELECT territoire, valeur, source FROM read_parquet(?) WHERE maille IN ('commune', 'departement')",
            [str(tmp_path / "par_territoire.parquet")],
        ).fetchall()
    assert {(territoire, valeur) for territoire, valeur, _ in lus} == {("01001", 4.44), ("01002", 18.1), ("01", 22.54)}
