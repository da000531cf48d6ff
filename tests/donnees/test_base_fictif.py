"""The fictional intercommunality: wholly invented, coherent, and hidden as a producer would."""

import json
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from convive.donnees.quantites import list_additives
from convive.donnees.rules import STATUTS_AVEC_VALEUR, Maille, Statut
from convive.donnees.sources.base import BASE_DIR
from convive.donnees.sources.fictif import QUANTITES_FICTIVES
from convive.territoires.rules import is_fictif
from convive.territoires.rules.noms import fold_nom

pytestmark = pytest.mark.sans_base

FICTIF_DIR = BASE_DIR / "fictif"
EPCI, DEPARTEMENT = "999900017", "99"
COMMUNES = [f"99{rang:03d}" for rang in range(1, 15)]
ANNEES = range(2014, 2024)
AGES = ("population_0_19", "population_20_64", "population_65p")
PARTS_LOGEMENTS = ("residences_principales", "residences_secondaires", "logements_vacants")
Cle = tuple[str, str, int]


@pytest.fixture(scope="module")
def territoires() -> list[dict[str, Any]]:
    lignes: list[dict[str, Any]] = pq.read_table(FICTIF_DIR / "territoires.parquet").to_pylist()
    return lignes


@pytest.fixture(scope="module")
def lignes() -> list[dict[str, Any]]:
    contenu: list[dict[str, Any]] = pq.read_table(FICTIF_DIR / "mesures.parquet").to_pylist()
    return contenu


@pytest.fixture(scope="module")
def mesures(lignes: list[dict[str, Any]]) -> dict[Cle, float | None]:
    par_cle = {(ligne["territoire"], ligne["indicateur"], ligne["millesime"]): ligne["valeur"] for ligne in lignes}
    assert len(par_cle) == len(lignes)
    return par_cle


def test_everything_is_flagged_fictional(territoires: list[dict[str, Any]], lignes: list[dict[str, Any]]) -> None:
    codes = [ligne["code"] for ligne in territoires]
    codes += [ligne["territoire"] for ligne in lignes]
    codes += pq.read_table(FICTIF_DIR / "contours.parquet")["code"].to_pylist()
    assert all(is_fictif(code) for code in codes)
    assert {ligne["zone"] for ligne in territoires} == {"fictif"}
    assert {ligne["source"] for ligne in lignes} == {"fictif"}


def test_code_list_is_one_epci_of_fourteen_communes(territoires: list[dict[str, Any]]) -> None:
    par_type = defaultdict(list)
    for ligne in territoires:
        par_type[ligne["type"]].append(ligne)
    assert {nature: len(elements) for nature, elements in par_type.items()} == {
        "commune": 14,
        "epci": 1,
        "departement": 1,
    }
    assert [ligne["code"] for ligne in par_type["commune"]] == COMMUNES
    assert {(ligne["epci"], ligne["departement"], ligne["region"]) for ligne in par_type["commune"]} == {
        (EPCI, DEPARTEMENT, None)
    }
    (epci,) = par_type["epci"]
    assert (epci["code"], epci["nom"], epci["population_municipale"]) == (
        EPCI,
        "Communauté de communes des Trois Gués",
        11_800,
    )
    assert sum(ligne["population_municipale"] for ligne in par_type["commune"]) == 11_800


def test_invented_names_are_borne_by_no_real_territory(territoires: list[dict[str, Any]]) -> None:
    reels = {fold_nom(nom) for nom in pq.read_table(BASE_DIR / "territoires.parquet")["nom"].to_pylist()}
    assert len(reels) > 30_000
    assert not reels & {fold_nom(ligne["nom"]) for ligne in territoires}


def test_real_name_is_refused() -> None:
    from tools.base.fictif_communes import COMMUNES as INVENTEES
    from tools.base.fictif_communes import validate_noms

    with pytest.raises(ValueError, match=INVENTEES[0].nom):
        validate_noms(["Civray", INVENTEES[0].nom.upper()])


def test_quantities_are_those_of_the_catalogue_over_ten_years(mesures: dict[Cle, float | None]) -> None:
    annees: dict[tuple[str, str], set[int]] = defaultdict(set)
    for territoire, indicateur, millesime in mesures:
        annees[territoire, indicateur].add(millesime)
    for code in (*COMMUNES, DEPARTEMENT):
        for indicateur in QUANTITES_FICTIVES:
            assert annees[code, indicateur] == ({2026} if indicateur == "superficie_km2" else set(ANNEES))
    assert {indicateur for code, indicateur in annees if code == EPCI} == {"niveau_vie_median", "taux_pauvrete"}


def test_a_value_goes_with_a_status_that_has_one(lignes: list[dict[str, Any]]) -> None:
    for ligne in lignes:
        assert (ligne["valeur"] is None) == (Statut(ligne["statut"]) not in STATUTS_AVEC_VALEUR)
    assert {ligne["statut"] for ligne in lignes} == {Statut.VALEUR, Statut.SECRET, Statut.NON_DISPONIBLE}


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("population_municipale", AGES),
        ("population_rp", AGES),
        ("population_reference", AGES),
        ("logements", PARTS_LOGEMENTS),
        ("menages", ("residences_principales",)),
        ("residences_principales_rp", ("residences_principales",)),
    ],
)
def test_parts_add_up_to_their_total(total: str, parts: tuple[str, ...], mesures: dict[Cle, float | None]) -> None:
    compares = 0
    for code in (*COMMUNES, DEPARTEMENT):
        for annee in ANNEES:
            entier = mesures[code, total, annee]
            valeurs = [valeur for part in parts if (valeur := mesures[code, part, annee]) is not None]
            if entier is not None and len(valeurs) == len(parts):
                assert sum(valeurs) == entier, (code, annee)
                compares += 1
    assert compares >= 145


@pytest.mark.parametrize(
    ("petit", "grand"),
    [
        ("chomeurs_15_64", "actifs_15_64"),
        ("actifs_15_64", "population_20_64"),
        ("proprietaires_occupants", "residences_principales_rp"),
        ("menages", "population_municipale"),
    ],
)
def test_a_part_is_smaller_than_its_whole(petit: str, grand: str, mesures: dict[Cle, float | None]) -> None:
    for code in (*COMMUNES, DEPARTEMENT):
        for annee in ANNEES:
            partie, tout = mesures[code, petit, annee], mesures[code, grand, annee]
            assert partie is None or tout is None or 0 <= partie <= tout


def test_births_fell_by_18_percent_in_eight_years(mesures: dict[Cle, float | None]) -> None:
    naissances = {
        annee: sum(mesures[code, "naissances_domiciliees", annee] or 0 for code in COMMUNES) for annee in ANNEES
    }
    assert round(100 * (naissances[2023] / naissances[2015] - 1)) == -18


@pytest.mark.parametrize("indicateur", sorted(set(list_additives()) & set(QUANTITES_FICTIVES) - {"superficie_km2"}))
def test_departement_is_about_ten_times_the_intercommunality(indicateur: str, mesures: dict[Cle, float | None]) -> None:
    for annee in ANNEES:
        connues = sum(mesures[code, indicateur, annee] or 0 for code in COMMUNES)
        departement = mesures[DEPARTEMENT, indicateur, annee]
        assert departement is not None
        assert 8 < departement / connues < 13


def test_no_secret_is_alone(lignes: list[dict[str, Any]]) -> None:
    """With one hidden cell, the total of the communes minus the others would give it back."""
    secrets = Counter(
        (ligne["indicateur"], ligne["millesime"])
        for ligne in lignes
        if ligne["maille"] == Maille.COMMUNE and ligne["statut"] == Statut.SECRET
    )
    assert {"chomeurs_15_64", "deces_domicilies"} <= {indicateur for indicateur, _ in secrets}
    additives = set(list_additives())
    assert all(nombre >= 2 for (indicateur, _), nombre in secrets.items() if indicateur in additives)


def test_no_secret_is_given_away_by_a_breakdown(lignes: list[dict[str, Any]]) -> None:
    """What adds up to something shown (ages, dwellings) is never hidden: the difference would tell it."""
    secrets = {ligne["indicateur"] for ligne in lignes if ligne["statut"] == Statut.SECRET}
    assert not secrets & {*AGES, *PARTS_LOGEMENTS, "logements", "menages", "population_municipale"}


def test_hidden_counts_are_hidden_with_enough_others() -> None:
    from tools.base.fictif_mesures import SEUILS_SECRET, build_grille, list_secrets

    grille = build_grille()
    for annee in ANNEES:
        for indicateur, seuil in SEUILS_SECRET.items():
            valeurs = {code: grille[code, annee][indicateur] for code in COMMUNES}
            secrets = list_secrets(valeurs, seuil)
            assert all(code in secrets for code, valeur in valeurs.items() if 0 < valeur < seuil)
            assert not secrets or sum(valeurs[code] for code in secrets) >= seuil


@pytest.mark.parametrize(
    ("valeurs", "attendu"),
    [
        ({"a": 40, "b": 30}, []),
        ({"a": 0, "b": 30}, []),
        ({"a": 4, "b": 30, "c": 12, "d": 0}, ["a", "c"]),
        ({"a": 4, "b": 30, "c": 5}, ["a", "c", "b"]),
        ({"a": 9, "b": 30, "c": 10}, ["a", "c"]),
    ],
    ids=["none", "zero is no secret", "one alone takes the next", "two too small take a third", "two are enough"],
)
def test_secrets_of_a_list_of_counts(valeurs: dict[str, int], attendu: list[str]) -> None:
    from tools.base.fictif_mesures import list_secrets

    assert list_secrets(valeurs, 11) == attendu


def test_contours_share_their_borders_and_lie_in_the_sea() -> None:
    contours = pq.read_table(FICTIF_DIR / "contours.parquet").to_pylist()
    assert [ligne["code"] for ligne in contours] == COMMUNES
    aretes: Counter[tuple[tuple[float, float], ...]] = Counter()
    for ligne in contours:
        geometrie = json.loads(ligne["geometrie"])
        assert geometrie["type"] == "Polygon"
        (anneau,) = geometrie["coordinates"]
        assert all(-9.2 < longitude < -8.8 and 46.3 < latitude < 46.7 for longitude, latitude in anneau)
        aretes.update(tuple(sorted(((a[0], a[1]), (b[0], b[1])))) for a, b in pairwise(anneau))
    assert set(aretes.values()) == {1, 2}
    # The outline is one line: each of its points has two neighbours.
    degres = Counter(point for arete, nombre in aretes.items() if nombre == 1 for point in arete)
    assert set(degres.values()) == {2}
    assert 250 < sum(ligne["superficie_km2"] for ligne in contours) < 350


def test_provenance_says_that_everything_is_invented() -> None:
    provenance = json.loads((FICTIF_DIR / "provenance.json").read_text(encoding="utf-8"))
    assert provenance["avertissement"].startswith("Tout est inventé")
    for fichier in provenance["fichiers"]:
        assert fichier["lignes"] == pq.read_metadata(FICTIF_DIR / fichier["fichier"]).num_rows


def test_generator_gives_back_the_committed_files(tmp_path: Path) -> None:
    pytest.importorskip("shapely", reason="the group « base » of dependencies is only for those who build the base")
    from tools.build_fictif import build_fictif

    (tmp_path / "territoires.parquet").write_bytes((BASE_DIR / "territoires.parquet").read_bytes())
    build_fictif(tmp_path)
    for nom in ("territoires", "contours", "mesures"):
        assert pq.read_table(tmp_path / "fictif" / f"{nom}.parquet").equals(
            pq.read_table(FICTIF_DIR / f"{nom}.parquet")
        )
