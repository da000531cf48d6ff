"""The packaged base: its shape, and facts that can be checked elsewhere."""

import csv
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from convive.donnees.code_officiel_geographique import get_passages
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import STATUTS_AVEC_VALEUR, Maille, Statut
from convive.donnees.schema import CONTOURS, MESURES, TERRITOIRES
from convive.donnees.sources.base import BASE_DIR
from convive.territoires.rules import TypeTerritoire, is_fictif

TAILLE_MAX_OCTETS = 15_000_000
SOURCES_QUANTITES = {
    "base_territoires": {"population_municipale"},
    "base_populations_2017": {"population_municipale"},
    "base_contours": {"superficie_km2"},
    "base_iris": {
        "population_0_19",
        "population_20_64",
        "population_65p",
        "logements",
        "residences_principales",
        "residences_secondaires",
        "logements_vacants",
    },
    "base_couverture": {
        "taux_couverture_petite_enfance",
        "taux_couverture_eaje",
        "taux_couverture_eaje_psu",
        "taux_couverture_eaje_hors_psu",
        "taux_couverture_prescolarisation",
        "taux_couverture_assistants_maternels",
        "taux_couverture_garde_domicile",
        "taux_couverture_accueil_individuel",
    },
}
COMPOSEES = {"75056": 20, "69123": 9, "13055": 16}
SCINDEES_IRIS = {
    "15141", "15031", "15035", "15047", "15171", "60054", "60694", "85084", "85165", "85212",
}  # fmt: skip
SCINDEES_2017 = {"60054", "60694", "85084", "85165", "85212"}


@pytest.fixture(scope="module")
def territoires() -> dict[tuple[str, str], dict[str, Any]]:
    lignes = pq.read_table(BASE_DIR / "territoires.parquet").to_pylist()
    par_cle = {(ligne["type"], ligne["code"]): ligne for ligne in lignes}
    assert len(par_cle) == len(lignes), "a kind and a code designate one territory"
    return par_cle


@pytest.fixture(scope="module")
def communes(territoires: dict[tuple[str, str], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Communes of métropole and DROM."""
    return {
        code: ligne for (nature, code), ligne in territoires.items() if nature == "commune" and ligne["zone"] != "com"
    }


@pytest.fixture(scope="module")
def mesures() -> dict[tuple[str, str, int], tuple[float | None, str]]:
    """(territory, quantity, vintage) → (value, status), communes and arrondissements municipaux."""
    table = pq.read_table(BASE_DIR / "mesures.parquet", filters=[("maille", "!=", Maille.IRIS)])
    colonnes = (table[nom].to_pylist() for nom in ("territoire", "indicateur", "millesime", "valeur", "statut"))
    return {(t, i, m): (v, s) for t, i, m, v, s in zip(*colonnes, strict=True)}


# The files.


@pytest.mark.parametrize(
    ("nom", "schema"), [("territoires", TERRITOIRES), ("contours", CONTOURS), ("mesures", MESURES)]
)
@pytest.mark.parametrize("dossier", ["", "fictif"])
def test_schema_is_the_declared_one(nom: str, schema: Any, dossier: str) -> None:
    trouve = pq.read_schema(BASE_DIR / dossier / f"{nom}.parquet")
    assert trouve.names == schema.names
    # The name of the inner field of a list is not kept by Parquet.
    assert [str(t).replace("element:", "item:") for t in trouve.types] == [str(t) for t in schema.types]


def test_base_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in BASE_DIR.rglob("*") if path.is_file()) < TAILLE_MAX_OCTETS


def test_provenance_tells_producer_licence_and_rows_of_every_file() -> None:
    provenance = json.loads((BASE_DIR / "provenance.json").read_text(encoding="utf-8"))
    fichiers = {fichier["fichier"]: fichier for fichier in provenance["fichiers"]}
    assert set(fichiers) == {path.name for path in BASE_DIR.iterdir() if path.suffix in {".parquet", ".csv"}}
    for nom, fichier in fichiers.items():
        if nom.endswith(".parquet"):
            assert fichier["lignes"] == pq.read_metadata(BASE_DIR / nom).num_rows
        assert fichier["limites"]
        for source in fichier["sources"]:
            assert {"producteur", "titre", "millesime", "licence"} <= source.keys()
    assert all(len(paquet["sha256"]) == 64 for paquet in provenance["paquets"])
    paquets = {f"{paquet['paquet']} {paquet['version']}" for paquet in provenance["paquets"]}
    assert {s["paquet"] for f in fichiers.values() for s in f["sources"] if "paquet" in s} == paquets


# The code list.


def test_number_of_territories_by_kind(territoires: Any, communes: Any) -> None:
    nombres = Counter(nature for nature, _ in territoires)
    assert nombres == {
        "commune": 34_875 + 94,
        "arrondissement_municipal": 45,
        "commune_deleguee": 2_105,
        "commune_associee": 471,
        "epci": 1_255,
        "ept": 11,
        "departement": 109,
        "region": 26,
    }
    assert set(nombres) == set(TypeTerritoire)
    assert len(communes) == 34_875


def test_four_communes_are_outside_any_epci(communes: Any) -> None:
    assert sorted(code for code, ligne in communes.items() if ligne["epci"] is None) == [
        "22016", "29083", "29155", "85113",
    ]  # fmt: skip


def test_every_membership_leads_to_a_known_territory(territoires: Any) -> None:
    for ligne in territoires.values():
        for cle in ("departement", "region", "epci", "ept"):
            assert ligne[cle] is None or (cle, ligne[cle]) in territoires
        assert ligne["parent"] is None or ("commune", ligne["parent"]) in territoires
        assert not is_fictif(ligne["code"])


@pytest.mark.parametrize("nature", ["epci", "ept", "departement", "region"])
def test_population_of_a_group_is_the_sum_of_its_communes(nature: str, territoires: Any, communes: Any) -> None:
    sommes: Counter[str] = Counter()
    for ligne in communes.values():
        if ligne[nature]:
            sommes[ligne[nature]] += ligne["population_municipale"]
    groupes = {
        code: ligne["population_municipale"]
        for (type_territoire, code), ligne in territoires.items()
        if type_territoire == nature and ligne["zone"] != "com"
    }
    assert groupes == sommes


def test_civraisien_en_poitou_has_35_communes_and_26641_inhabitants(territoires: Any, communes: Any) -> None:
    membres = [ligne for ligne in communes.values() if ligne["epci"] == "200070035"]
    epci = territoires["epci", "200070035"]
    assert (len(membres), epci["population_municipale"], epci["departement"]) == (35, 26_641, "86")


def test_arrondissements_add_up_to_their_commune(territoires: Any, communes: Any) -> None:
    populations: dict[str, list[int]] = {}
    for (nature, _), ligne in territoires.items():
        if nature == "arrondissement_municipal":
            populations.setdefault(ligne["parent"], []).append(ligne["population_municipale"])
    assert {code: len(parts) for code, parts in populations.items()} == COMPOSEES
    for code, parts in populations.items():
        assert sum(parts) == communes[code]["population_municipale"]


# The measures.


def test_rows_are_sorted_and_unique() -> None:
    table = pq.read_table(BASE_DIR / "mesures.parquet")
    cles = list(
        zip(*(table[nom].to_pylist() for nom in ("maille", "territoire", "indicateur", "millesime")), strict=True)
    )
    assert all(a < b for a, b in pairwise(cles))


def test_a_value_goes_with_a_status_that_has_one() -> None:
    table = pq.read_table(BASE_DIR / "mesures.parquet", columns=["valeur", "statut"])
    for valeur, statut in set(
        zip((v is None for v in table["valeur"].to_pylist()), table["statut"].to_pylist(), strict=True)
    ):
        assert valeur == (Statut(statut) not in STATUTS_AVEC_VALEUR)


def test_quantities_are_those_of_their_source() -> None:
    table = pq.read_table(BASE_DIR / "mesures.parquet", columns=["source", "indicateur"])
    quantites: dict[str, set[str]] = {}
    for groupe in table.group_by(["source", "indicateur"]).aggregate([]).to_pylist():
        quantites.setdefault(groupe["source"], set()).add(groupe["indicateur"])
    assert quantites == SOURCES_QUANTITES
    assert all(noms <= QUANTITES.keys() for noms in quantites.values())


@pytest.mark.parametrize(
    ("indicateur", "millesime", "scindees"),
    [("population_municipale", 2017, SCINDEES_2017)]
    + [(indicateur, 2021, SCINDEES_IRIS) for indicateur in sorted(SOURCES_QUANTITES["base_iris"])],
)
def test_figures_older_than_a_split_are_not_shared_out(
    indicateur: str, millesime: int, scindees: set[str], mesures: Any, communes: Any
) -> None:
    trouvees = {
        code
        for (code, i, m), (_, statut) in mesures.items()
        if (i, m) == (indicateur, millesime) and statut != "valeur"
    }
    assert trouvees == scindees
    assert all(mesures[code, indicateur, millesime] == (None, Statut.SCISSION_INCOMPLETE) for code in scindees)
    # Mayotte is in neither file: no row, rather than a zero.
    assert {code for code in communes if (code, indicateur, millesime) not in mesures} == {
        code for code in communes if code.startswith("976")
    }


def test_populations_2017_add_up_to_the_published_total(mesures: Any, communes: Any) -> None:
    """66,524,339 inhabitants outside Mayotte (Insee, populations légales 2017), those of the split communes included:
    8,931 in Essarts-en-Bocage before its split, and 343, 256 and 276 in the three parts of Les Hauts-Talican.
    """
    connues = sum(mesures.get((code, "population_municipale", 2017), (None,))[0] or 0 for code in communes)
    assert connues + 8_931 + 343 + 256 + 276 == 66_524_339


def test_ages_and_dwellings_of_paris_are_the_sum_of_its_arrondissements(mesures: Any, territoires: Any) -> None:
    for indicateur in SOURCES_QUANTITES["base_iris"]:
        for commune in COMPOSEES:
            parts = [code for (nature, code), ligne in territoires.items() if ligne["parent"] == commune]
            assert mesures[commune, indicateur, 2021][0] == sum(mesures[code, indicateur, 2021][0] for code in parts)


def test_dwellings_are_main_secondary_or_vacant(mesures: Any) -> None:
    """Each figure is rounded by IRIS: a commune of n IRIS may be n or so units away."""
    ecarts = [
        abs(
            valeur
            - sum(
                mesures[code, partie, 2021][0]
                for partie in ("residences_principales", "residences_secondaires", "logements_vacants")
            )
        )
        / max(valeur, 200)
        for (code, indicateur, _), (valeur, _) in mesures.items()
        if indicateur == "logements" and valeur is not None
    ]
    assert max(ecarts) < 0.011


def test_iris_figures_add_up_to_those_of_their_commune(depot_officiel: Path, mesures: Any, communes: Any) -> None:
    """The derived file is another sum of the same census, on the code list of the time."""
    anciens = {ancien: code for code, ligne in communes.items() for ancien in ligne["anciens_codes"]}
    attendues: dict[str, Counter[str]] = {}
    with (depot_officiel / "insee" / "DERIVE_iris2021_agrege_commune.csv").open(encoding="utf-8") as flux:
        for ligne in csv.DictReader(flux, delimiter=";"):
            code = ligne["code_insee"]
            cumul = attendues.setdefault(code if code in communes else anciens.get(code, code), Counter())
            cumul.update({nom: int(ligne[nom]) for nom in ("pop", "nb_iris", "pop_0_19", "pop_65p", "logements")})
    compares = 0
    for code, attendue in attendues.items():
        if code in SCINDEES_IRIS:
            continue
        jeunes, adultes, aines, logements = (
            mesures[code, indicateur, 2021][0]
            for indicateur in ("population_0_19", "population_20_64", "population_65p", "logements")
        )
        # Three ages and one total, each rounded by IRIS.
        assert abs(jeunes + adultes + aines - attendue["pop"]) <= 2 * attendue["nb_iris"]
        for trouve, nom in ((jeunes, "pop_0_19"), (aines, "pop_65p"), (logements, "logements")):
            assert abs(trouve - attendue[nom]) <= attendue["nb_iris"]
        compares += 1
    assert compares > 34_800


def test_passages_are_splits_between_todays_communes(communes: Any) -> None:
    passages = get_passages(BASE_DIR / "passages.csv")
    assert len(passages) == 8
    for passage in passages:
        assert passage["nature"] == "scission"
        assert {passage["ancien_code"], passage["code"]} <= communes.keys()
        assert passage["url_source"].startswith("https://www.insee.fr/")
    assert {passage["code"] for passage in passages if passage["ancien_code"] == "15141"} == {
        "15031", "15035", "15047", "15171",
    }  # fmt: skip


# How the base is made.


def test_archive_that_changed_is_refused(tmp_path: Path) -> None:
    from tools.base.archives import ARCHIVES, ETALAB, ArchiveRefusee, fetch_archives

    for archive in ARCHIVES:
        (tmp_path / archive.fichier).write_bytes(b"autre chose")
    with pytest.raises(ArchiveRefusee, match="n'est pas celui qui a été vérifié") as refus:
        fetch_archives(tmp_path)
    assert ETALAB.sha256 in str(refus.value)


@pytest.mark.parametrize(
    ("connus", "parents", "attendu"),
    [
        ({"60054", "60694"}, set(), set()),
        ({"60054"}, set(), {"60054", "60694"}),
        ({"60694"}, set(), set()),
        ({"60054", "60694"}, {"60054"}, {"60054", "60694"}),
    ],
    ids=["both known", "parent only", "child only", "parent from before the split"],
)
def test_split_is_incomplete(connus: set[str], parents: set[str], attendu: set[str]) -> None:
    from tools.base.mesures import compute_scissions_incompletes

    passages = [{"ancien_code": "60054", "code": "60694"}]
    assert compute_scissions_incompletes(connus, passages, parents) == attendu
