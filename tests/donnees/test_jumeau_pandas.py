"""Brute force: the figures of several EPCI, read again from the raw files with pandas and nothing of ours.

The EPCI are of different kinds: rural with communes nouvelles, Lyon and its arrondissements, overseas, large and middle
cities. Their composition is that of the official file of 2026.
"""

import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd
import pytest

from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.rules import Statut
from tests.donnees.conftest import Officiel

pytestmark = pytest.mark.sans_base

EPCIS = {
    "200070035": "CC du Civraisien en Poitou",
    "200046977": "Métropole de Lyon",
    "249740077": "Territoire de la Côte Ouest",
    "243300316": "Bordeaux Métropole",
    "200071751": "CA du Bassin de Bourg-en-Bresse",
    "243500139": "Rennes Métropole",
}
LYON = {f"6938{n}": "69123" for n in range(1, 10)}
type Codes = Callable[[str], set[str]]


@pytest.fixture(scope="session")
def codes_epci(depot_officiel: Path) -> Codes:
    """Every code, of today and of yesterday, that an official file may give to the communes of an EPCI."""
    dossier = depot_officiel / "etalab" / "decoupage-administratif-6.0.0"
    epcis = json.loads((dossier / "epci.json").read_text(encoding="utf-8"))
    membres = {epci["code"]: {membre["code"] for membre in epci["membres"]} for epci in epcis}
    communes = json.loads((dossier / "communes.json").read_text(encoding="utf-8"))
    anciens = {c["code"]: c.get("anciensCodes", []) for c in communes if c["type"] == "commune-actuelle"}

    def list_codes(epci: str) -> set[str]:
        codes = set(membres[epci])
        for code in membres[epci]:
            codes.update(anciens[code])
            codes.update(arrondissement for arrondissement, commune in LYON.items() if commune == code)
        return codes

    return list_codes


def get_valeurs(epci: str, indicateurs: Iterable[str], millesime: int) -> dict[str, float | None]:
    lignes = get_mesures([("epci", epci)], list(indicateurs), [millesime])
    assert {ligne.statut for ligne in lignes} <= {Statut.VALEUR, Statut.PARTIEL}
    return {ligne.indicateur: ligne.valeur for ligne in lignes}


def test_schools(lu_officiel: Officiel, codes_epci: Codes) -> None:
    brut = pd.read_parquet(lu_officiel.depot_dir / "education" / "annuaire_ecoles_france_mini.parquet")
    brut = brut.drop_duplicates("identifiant_de_l_etablissement")
    ecoles = brut[brut["type_etablissement"] == "Ecole"]
    for epci in EPCIS:
        ici = ecoles[ecoles["code_commune"].isin(codes_epci(epci))]
        valeurs = get_valeurs(epci, ["ecoles", "ecoles_eleves", "ecoles_publiques", "colleges"], 2025)
        assert valeurs == {
            "ecoles": len(ici),
            "ecoles_eleves": ici["nombre_d_eleves"].sum(),
            "ecoles_publiques": (ici["statut_public_prive"] == "Public").sum(),
            "colleges": (brut["code_commune"].isin(codes_epci(epci)) & (brut["type_etablissement"] == "Collège")).sum(),
        }


@pytest.mark.parametrize("niveau", ["ecoles", "colleges"])
def test_ips(lu_officiel: Officiel, codes_epci: Codes, niveau: str) -> None:
    path = lu_officiel.depot_dir / "education" / f"fr-en-ips-{niveau}-ap2022.csv"
    brut = pd.read_csv(path, sep=";", dtype={"code_insee_de_la_commune": str})
    for epci in EPCIS:
        ici = brut[brut["code_insee_de_la_commune"].isin(codes_epci(epci))]
        noms = [f"ips_{niveau}_{nom}" for nom in ("nombre", "eleves", "points", "moins_90", "eleves_prive")]
        assert list(get_valeurs(epci, noms, 2022).values()) == pytest.approx(
            [
                ici["effectifs"].sum(),
                ici.loc[ici["secteur"] != "public", "effectifs"].sum(),
                (ici["ips"] < 90).sum(),
                len(ici),
                (ici["ips"] * ici["effectifs"]).sum(),
            ]
        )


def test_france_services(lu_officiel: Officiel, codes_epci: Codes) -> None:
    path = lu_officiel.depot_dir / "anct" / "liste-fs-20240801.csv"
    brut = pd.read_csv(path, dtype={"insee_com": str})
    assert len(brut) == 2_845
    for epci in EPCIS:
        ici = brut["insee_com"].isin(codes_epci(epci)).sum()
        assert get_valeurs(epci, ["france_services"], 2024) == {"france_services": ici}


def test_caf_iris(lu_officiel: Officiel) -> None:
    brut = pd.read_csv(
        lu_officiel.depot_dir / "caf" / "data_CAF_2020_IRIS.csv", sep=";", dtype={"CODGEO": str}, index_col="CODGEO"
    )
    iris = [code for code in brut.index if code.startswith(("69387", "35238"))]
    lignes = get_mesures([("iris", code) for code in iris], ["caf_allocataires", "caf_enfants_0_2"], [2020])
    assert len(lignes) == 2 * len(iris) > 100
    for ligne in lignes:
        cellule = brut.at[ligne.territoire, "A" if ligne.indicateur == "caf_allocataires" else "ENF_2"]
        assert (ligne.valeur is None) == pd.isna(cellule)
        assert ligne.valeur is None or ligne.valeur == cellule
    # Nothing of an IRIS is in a commune.
    assert get_mesures([("commune", "35238"), ("epci", "243500139")], ["caf_allocataires"]) == []


def test_incomes_dwellings_and_populations_of_the_communes(lu_officiel: Officiel, codes_epci: Codes) -> None:
    dossier = lu_officiel.depot_dir
    rpls = pd.read_csv(dossier / "sdes" / "export_parc_logements_sociaux_jan_2024.csv", dtype={"DEPCOM_ARM": str})
    dgcl = pd.read_csv(
        dossier / "dgcl" / "perimetre-epci-a-fp.csv", sep=";", encoding="cp1252", dtype=str, index_col="insee"
    )
    municipales = dgcl["pmun_2025"].str.replace(" ", "").dropna().astype(float)
    iris = pd.read_csv(dossier / "insee" / "DERIVE_iris2021_agrege_commune.csv", sep=";", dtype={"code_insee": str})
    for epci in EPCIS:
        codes = codes_epci(epci)
        assert get_valeurs(epci, ["logements_sociaux"], 2024) == {
            "logements_sociaux": rpls.loc[rpls["DEPCOM_ARM"].isin(codes), "nb_ls"].sum()
        }
        assert get_valeurs(epci, ["population_reference"], 2022) == {
            "population_reference": municipales[municipales.index.isin(codes)].sum()
        }
        assert get_valeurs(epci, ["maisons"], 2021) == {
            "maisons": iris.loc[iris["code_insee"].isin(codes), "maisons"].sum()
        }


def test_comparateur(lu_officiel: Officiel, codes_epci: Codes) -> None:
    archive = lu_officiel.depot_dir / "insee" / "base_cc_comparateur_csv.zip"
    with zipfile.ZipFile(archive) as ouverte, ouverte.open("base_cc_comparateur.CSV") as flux:
        brut = pd.read_csv(flux, sep=";", dtype={"CODGEO": str})
    # Lyon is there as a whole and by arrondissement.
    brut = brut[~brut["CODGEO"].isin(LYON)]
    for epci in EPCIS:
        ici = brut[brut["CODGEO"].isin(codes_epci(epci))]
        for indicateur, millesime, colonne in (
            ("population_rp_comparable", 2013, "P13_POP"),
            ("emplois", 2018, "P18_EMPLT"),
            ("naissances_intercensitaires", 2018, "NAIS1318"),
            ("logements_vacants_rp", 2018, "P18_LOGVAC"),
        ):
            assert get_valeurs(epci, [indicateur], millesime) == {indicateur: pytest.approx(ici[colonne].sum())}


def test_apl_mean_is_weighted(lu_officiel: Officiel, codes_epci: Codes) -> None:
    path = lu_officiel.depot_dir / "drees" / "data_apl_infirmiers.xlsx"
    brut = pd.read_excel(path, sheet_name="APL 2023", skiprows=10, header=None, usecols=[0, 2, 3], dtype={0: str})
    # Lyon is there by arrondissement only.
    assert "69123" not in set(brut[0])
    for epci in EPCIS:
        ici = brut[brut[0].isin(codes_epci(epci))]
        valeurs = get_valeurs(epci, ["apl_infirmiers_ponderee", "population_standardisee_infirmiers"], 2023)
        assert valeurs == {
            "apl_infirmiers_ponderee": pytest.approx((ici[2] * ici[3]).sum()),
            "population_standardisee_infirmiers": pytest.approx(ici[3].sum()),
        }


def test_rural_communes_and_quartiers(lu_officiel: Officiel, codes_epci: Codes) -> None:
    dossier = lu_officiel.depot_dir / "anct"
    densite = pd.read_csv(dossier / "densite.csv", dtype=str)
    rurales = densite[densite["niveau_densite"].str.contains("rura", case=False)]["insee_com"]
    brut = json.loads((dossier / "centroide-4326_qpv.geojson").read_text(encoding="utf-8"))
    quartiers = {element["properties"]["insee_com"]: element["properties"]["code_qp"] for element in brut["features"]}
    for epci in EPCIS:
        codes = codes_epci(epci)
        assert get_valeurs(epci, ["communes_rurales"], 2026) == {"communes_rurales": rurales.isin(codes).sum()}
        distincts = {qp for code, liste in quartiers.items() if code in codes for qp in liste.split(", ")}
        assert get_valeurs(epci, ["quartiers_prioritaires"], 2024) == {"quartiers_prioritaires": len(distincts)}
