"""The fictional intercommunalities: wholly invented, coherent, and hidden as a producer would."""

import json
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from convive.donnees.quantites import list_additives
from convive.donnees.rules import STATUTS_AVEC_VALEUR, Statut
from convive.donnees.sources.base import BASE_DIR
from convive.donnees.sources.fictif import QUANTITES_ANNUELLES, QUANTITES_DOMAINES
from convive.territoires.rules import is_fictif
from convive.territoires.rules.noms import fold_nom

FICTIF_DIR = BASE_DIR / "fictif"
EPCI, DEPARTEMENT = "999900017", "99"
COMMUNES = [f"99{rang:03d}" for rang in range(1, 15)]
AUTRES = {
    "999900025": [f"99{rang:03d}" for rang in range(101, 112)],
    "999900033": [f"99{rang:03d}" for rang in range(201, 224)],
}
TOUTES = [*COMMUNES, *AUTRES["999900025"], *AUTRES["999900033"]]
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


def test_code_list_is_one_epci_for_each_case_study(territoires: list[dict[str, Any]]) -> None:
    par_type = defaultdict(list)
    for ligne in territoires:
        par_type[ligne["type"]].append(ligne)
    assert {nature: len(elements) for nature, elements in par_type.items()} == {
        "commune": 48,
        "epci": 3,
        "departement": 1,
    }
    assert [ligne["code"] for ligne in par_type["commune"]] == TOUTES
    assert {(ligne["departement"], ligne["region"]) for ligne in par_type["commune"]} == {(DEPARTEMENT, None)}
    assert {ligne["code"]: (ligne["nom"], ligne["population_municipale"]) for ligne in par_type["epci"]} == {
        EPCI: ("Communauté de communes des Trois Gués", 11_800),
        "999900025": ("Communauté d’agglomération Rives d’Ysole", 46_000),
        "999900033": ("Communauté de communes du Pays d’Ambrelune", 31_000),
    }
    for epci in par_type["epci"]:
        siennes = [ligne for ligne in par_type["commune"] if ligne["epci"] == epci["code"]]
        assert sum(ligne["population_municipale"] for ligne in siennes) == epci["population_municipale"]


def test_invented_names_are_borne_by_no_real_territory(territoires: list[dict[str, Any]]) -> None:
    reels = {fold_nom(nom) for nom in pq.read_table(BASE_DIR / "territoires.parquet")["nom"].to_pylist()}
    assert len(reels) > 30_000
    assert not reels & {fold_nom(ligne["nom"]) for ligne in territoires}


def test_real_name_is_refused() -> None:
    from tools.base.fictif_communes import COMMUNES as INVENTEES
    from tools.base.fictif_epci import validate_noms

    with pytest.raises(ValueError, match=INVENTEES[0].nom):
        validate_noms(["Civray", INVENTEES[0].nom.upper()])


def test_quantities_are_those_of_the_catalogue_over_ten_years(mesures: dict[Cle, float | None]) -> None:
    annees: dict[tuple[str, str], set[int]] = defaultdict(set)
    for territoire, indicateur, millesime in mesures:
        annees[territoire, indicateur].add(millesime)
    for code in (*TOUTES, DEPARTEMENT):
        for indicateur in QUANTITES_ANNUELLES:
            assert annees[code, indicateur] == ({2026} if indicateur == "superficie_km2" else set(ANNEES))
    assert {indicateur for _, indicateur in annees} == {*QUANTITES_ANNUELLES, *QUANTITES_DOMAINES}
    # What is never summed, and what its producer gives for the EPCI although it hides a commune.
    publies = {indicateur for code, indicateur in annees if code == EPCI}
    assert {"niveau_vie_median", "taux_pauvrete", "places_eaje", "foyers_rsa"} <= publies
    assert not publies & {*AGES, *PARTS_LOGEMENTS, "population_0_2", "ecoles"}


def test_a_value_goes_with_a_status_that_has_one(lignes: list[dict[str, Any]]) -> None:
    for ligne in lignes:
        assert (ligne["valeur"] is None) == (Statut(ligne["statut"]) not in STATUTS_AVEC_VALEUR)
    assert {ligne["statut"] for ligne in lignes} == {Statut.VALEUR, Statut.SECRET, Statut.NON_DISPONIBLE}


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("population_municipale", AGES),
        ("population_rp", AGES),
        ("logements", PARTS_LOGEMENTS),
        ("menages", ("residences_principales",)),
        ("residences_principales_rp", ("residences_principales",)),
    ],
)
def test_parts_add_up_to_their_total(total: str, parts: tuple[str, ...], mesures: dict[Cle, float | None]) -> None:
    compares = 0
    for code in (*TOUTES, DEPARTEMENT):
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
        ("scolarises_2_5", "population_2_5"),
        ("chomeurs_15_24", "actifs_15_24"),
        ("actifs_15_24", "population_15_24"),
        ("personnes_80p_seules", "personnes_80p"),
        ("personnes_80p", "population_75p"),
        ("population_75p", "population_65p"),
        ("femmes_actives_25_54", "femmes_25_54"),
        ("femmes_25_54", "population_20_64"),
        ("menages_une_personne", "menages_rp"),
        ("familles", "menages"),
        ("familles_3_enfants_ou_plus", "familles"),
        ("non_scolarises_sans_diplome", "non_scolarises_15p"),
        ("residences_suroccupees", "residences_hors_studio"),
        ("enfants_0_2_parents_actifs", "enfants_0_2_en_famille"),
        ("enfants_3_5_parents_actifs", "enfants_3_5_en_famille"),
        ("foyers_allocataires", "menages"),
        ("foyers_rsa", "foyers_allocataires"),
        ("foyers_qf_connu", "foyers_allocataires"),
        ("demandeurs_emploi_abc_moins_25", "demandeurs_emploi_abc"),
        ("locaux_fibre", "locaux"),
        ("logements_sociaux", "residences_principales"),
    ],
)
def test_a_part_is_smaller_than_its_whole(petit: str, grand: str, mesures: dict[Cle, float | None]) -> None:
    for code in (*TOUTES, DEPARTEMENT):
        for annee in ANNEES:
            partie, tout = mesures.get((code, petit, annee)), mesures.get((code, grand, annee))
            assert partie is None or tout is None or 0 <= partie <= tout


def test_children_and_families_add_up(mesures: dict[Cle, float | None]) -> None:
    for code in (*TOUTES, DEPARTEMENT):
        for annee in range(2017, 2024):
            enfants = ("population_0_2", "population_3_5", "population_6_10", "population_11_14", "population_15_17")
            assert sum(mesures[code, age, annee] or 0 for age in enfants) <= (mesures[code, AGES[0], annee] or 0)
            familles = ("couples_avec_enfants", "couples_sans_enfant", "familles_monoparentales")
            assert sum(mesures[code, nom, annee] or 0 for nom in familles) == mesures[code, "familles", annee]
    for code in (EPCI, *AUTRES, DEPARTEMENT):
        for annee in range(2017, 2024):
            modes = ("places_eaje", "places_accueil_individuel", "places_prescolarisation")
            assert (
                sum(mesures[code, mode, annee] or 0 for mode in modes)
                == (mesures[code, "places_accueil_jeune_enfant", annee])
            )


def test_brackets_of_the_family_quotient_are_hidden_together(mesures: dict[Cle, float | None]) -> None:
    """With the count of all of them shown, a single hidden bracket would be its difference to the others."""
    tranches = ("foyers_qf_moins_400", "foyers_qf_400_799", "foyers_qf_800_ou_plus")
    for code in TOUTES:
        for annee in range(2018, 2024):
            valeurs = [mesures[code, tranche, annee] for tranche in tranches]
            assert sum(valeur is None for valeur in valeurs) != 1


def test_places_stand_in_their_commune_and_are_those_that_are_counted(mesures: dict[Cle, float | None]) -> None:
    lieux = pq.read_table(FICTIF_DIR / "lieux.parquet").to_pylist()
    boites = {}
    for ligne in pq.read_table(FICTIF_DIR / "contours.parquet").to_pylist():
        longitudes, latitudes = zip(*json.loads(ligne["geometrie"])["coordinates"][0], strict=True)
        boites[ligne["code"]] = (min(longitudes), max(longitudes), min(latitudes), max(latitudes))
    for lieu in lieux:
        ouest, est, sud, nord = boites[lieu["commune"]]
        assert ouest < lieu["longitude"] < est
        assert sud < lieu["latitude"] < nord
        assert lieu["source"] == "fictif"
    comptes = Counter((lieu["nature"], lieu["commune"]) for lieu in lieux)
    for nature, indicateur in (("ecole", "ecoles"), ("college", "colleges"), ("france_services", "france_services")):
        for code in COMMUNES:
            assert comptes[nature, code] == mesures[code, indicateur, 2023]


def test_births_fell_by_18_percent_in_eight_years(mesures: dict[Cle, float | None]) -> None:
    naissances = {
        annee: sum(mesures[code, "naissances_domiciliees", annee] or 0 for code in COMMUNES) for annee in ANNEES
    }
    assert round(100 * (naissances[2023] / naissances[2015] - 1)) == -18


@pytest.mark.parametrize("indicateur", sorted(set(list_additives()) & set(QUANTITES_ANNUELLES) - {"superficie_km2"}))
def test_departement_is_about_ten_times_the_intercommunality(indicateur: str, mesures: dict[Cle, float | None]) -> None:
    for annee in ANNEES:
        connues = sum(mesures[code, indicateur, annee] or 0 for code in COMMUNES)
        departement = mesures[DEPARTEMENT, indicateur, annee]
        assert departement is not None
        assert 8 < departement / connues < 13


@pytest.mark.parametrize("communes", [COMMUNES, *AUTRES.values()], ids=[EPCI, *AUTRES])
def test_no_secret_is_alone(communes: list[str], lignes: list[dict[str, Any]]) -> None:
    """With one hidden cell, the total of the communes minus the others would give it back."""
    secrets = Counter(
        (ligne["indicateur"], ligne["millesime"])
        for ligne in lignes
        if ligne["territoire"] in communes and ligne["statut"] == Statut.SECRET
    )
    assert secrets
    if communes is COMMUNES:
        assert {"chomeurs_15_64", "deces_domicilies"} <= {indicateur for indicateur, _ in secrets}
    additives = set(list_additives())
    assert all(nombre >= 2 for (indicateur, _), nombre in secrets.items() if indicateur in additives)


def test_no_secret_is_given_away_by_a_breakdown(lignes: list[dict[str, Any]]) -> None:
    """What adds up to something shown (ages, dwellings) is never hidden: the difference would tell it."""
    secrets = {ligne["indicateur"] for ligne in lignes if ligne["statut"] == Statut.SECRET}
    assert not secrets & {*AGES, *PARTS_LOGEMENTS, "logements", "menages", "population_municipale"}


def test_hidden_counts_are_hidden_with_enough_others() -> None:
    from tools.base.fictif_mesures import SEUILS_SECRET, build_grille
    from tools.base.fictif_outils import list_secrets

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
    from tools.base.fictif_outils import list_secrets

    assert list_secrets(valeurs, 11) == attendu


def test_contours_have_the_order_of_the_communes() -> None:
    assert pq.read_table(FICTIF_DIR / "contours.parquet")["code"].to_pylist() == TOUTES


@pytest.mark.parametrize(
    ("communes", "superficie_km2"),
    [(COMMUNES, (250, 350)), (AUTRES["999900025"], (350, 450)), (AUTRES["999900033"], (850, 950))],
    ids=[EPCI, *AUTRES],
)
def test_contours_share_their_borders_and_lie_in_the_sea(communes: list[str], superficie_km2: tuple[int, int]) -> None:
    contours = pq.read_table(FICTIF_DIR / "contours.parquet").to_pylist()
    contours = [ligne for ligne in contours if ligne["code"] in communes]
    aretes: Counter[tuple[tuple[float, float], ...]] = Counter()
    for ligne in contours:
        geometrie = json.loads(ligne["geometrie"])
        assert geometrie["type"] == "Polygon"
        (anneau,) = geometrie["coordinates"]
        assert all(-9.3 < longitude < -8.4 and 46.3 < latitude < 47.0 for longitude, latitude in anneau)
        aretes.update(tuple(sorted(((a[0], a[1]), (b[0], b[1])))) for a, b in pairwise(anneau))
    assert set(aretes.values()) == {1, 2}
    # The outline is one line: each of its points has two neighbours.
    degres = Counter(point for arete, nombre in aretes.items() if nombre == 1 for point in arete)
    assert set(degres.values()) == {2}
    assert superficie_km2[0] < sum(ligne["superficie_km2"] for ligne in contours) < superficie_km2[1]


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
    for nom in ("territoires", "contours", "mesures", "lieux"):
        assert pq.read_table(tmp_path / "fictif" / f"{nom}.parquet").equals(
            pq.read_table(FICTIF_DIR / f"{nom}.parquet")
        )


def test_other_contours_are_those_that_are_drawn() -> None:
    """Drawn in plain Python: they can be drawn again anywhere."""
    from tools.base.fictif_cellules import build_contours_autres

    contours = pq.read_table(FICTIF_DIR / "contours.parquet").to_pylist()
    assert contours[len(COMMUNES) :] == build_contours_autres()


def test_the_third_case_study_has_the_young_people_that_it_says(mesures: dict[Cle, float | None]) -> None:
    ages = ("population_11_14", "population_15_17")
    assert sum(mesures[code, age, 2023] or 0 for code in AUTRES["999900033"] for age in ages) == 2_610
