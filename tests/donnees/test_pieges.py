"""The traps of the official files (numbers of the guide of the dépôt), on the real files."""

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique, attach_mouvements
from convive.donnees.connexion import get_lignes
from convive.donnees.formules import Somme, Terme
from convive.donnees.requetes.formules import get_sommes
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.rules import MILLESIME_SUPERFICIE, Mesure, Statut
from convive.donnees.sources import (
    comparateur,
    filosofi_2019,
    filosofi_2021,
    mouvements,
    populations_reference,
    populations_serie,
)
from convive.donnees.sources.lecture import get_tableau
from convive.donnees.sources.registre import list_non_lus
from tests.donnees.conftest import Officiel

CIVRAISIEN = "200070035"


@pytest.fixture(scope="session")
def cog_complet(officiel: Officiel) -> CodeOfficielGeographique:
    path = officiel.depot_dir / "insee" / "cog_mouvements_communes_2024.csv"
    return attach_mouvements(officiel.cog, mouvements.build(path))


@pytest.fixture(scope="session")
def serie(officiel: Officiel, cog_complet: CodeOfficielGeographique) -> dict[tuple[str, int], Mesure]:
    path = officiel.depot_dir / "insee" / "insee-estimation-population-2024.csv"
    lignes = populations_serie.build(path, cog_complet).lignes
    return {(m.territoire, m.millesime): m for m in lignes}


def get_une(cible: tuple[str, str], indicateur: str, millesime: int) -> Mesure:
    (mesure,) = get_mesures([cible], [indicateur], [millesime])
    return mesure


def sum_communes(communes: list[str], indicateur: str, millesime: int) -> Somme:
    terme = Terme(indicateur, millesime, True, indicateur, millesime)
    (somme,) = get_sommes({"ici": [("commune", code) for code in communes]}, [terme])
    return somme


def list_membres(cog: CodeOfficielGeographique, epci: str) -> list[str]:
    return [commune.code for commune in cog.communes.values() if commune.epci == epci]


def test_nothing_is_refused_and_every_source_is_loaded(officiel: Officiel) -> None:
    assert officiel.manifeste.refus == []
    etats = {s.identifiant: s.etat for s in officiel.manifeste.sources if s.motifs}
    # Known by their description only: no file of theirs is at hand.
    absentes = {"cubes", "couverture_communes", "filosofi_2023", "arcep", "associations", "mediation_numerique"}
    assert {nom for nom, etat in etats.items() if etat != "charge"} == absentes


def test_every_file_of_the_depot_is_read_or_named_with_its_reason(depot_officiel: Path) -> None:
    assert list_non_lus(depot_officiel).get(None, []) == []


def test_keys_of_the_long_table_are_unique(officiel: Officiel) -> None:
    dossier = officiel.donnees_dir / officiel.manifeste.construction
    with duckdb.connect() as connexion:
        ((total, cles),) = connexion.execute(
            "SELECT count(*), count(DISTINCT (maille, territoire, indicateur, millesime)) FROM read_parquet(?)",
            [str(dossier / "par_territoire.parquet")],
        ).fetchall()
    assert total == cles == officiel.manifeste.lignes


def test_known_figures_of_an_epci(lu_officiel: Officiel) -> None:
    membres = list_membres(lu_officiel.cog, CIVRAISIEN)
    assert len(membres) == 35
    population = get_une(("epci", CIVRAISIEN), "population_municipale", 2023)
    assert population[4:] == (26_641.0, Statut.VALEUR, "base_territoires", 35, 35)
    assert sum_communes(membres, "population_municipale", 2023).numerateur == 26_641.0


def test_trap_02_bom_is_not_glued_to_the_first_header(officiel: Officiel) -> None:
    for nom, cle, separateur in (
        ("FILO2019_DISP_EPCI.csv", "CODGEO", ";"),
        ("insee-estimation-population-2024.csv", "objectid", ","),
    ):
        path = officiel.depot_dir / "insee" / nom
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        assert get_tableau(path, separateur=separateur, cle=cle).entete[0] == cle


def test_trap_04_point_and_comma_in_the_same_file(officiel: Officiel, lu_officiel: Officiel) -> None:
    path = officiel.depot_dir / "insee" / "fixtures_rp2022" / "base_cc_comparateur_RP2022_extrait_ain.csv"
    lignes = {(m.territoire, m.indicateur): m for m in comparateur.build(path, officiel.cog).lignes}
    assert lignes["01004", "taux_pauvrete"].valeur == 17.0
    assert lignes["01004", "menages"].valeur == pytest.approx(7107.01247632609)
    assert lignes["01001", "taux_pauvrete"].statut == Statut.SECRET
    assert lignes["01001", "niveau_vie_median"].valeur == 25_820.0
    assert get_une(("commune", "01004"), "menages", 2022).valeur == pytest.approx(7107.01247632609)
    assert get_une(("commune", "01004"), "naissances_domiciliees", 2024).valeur == 175.0


def test_trap_06_secrecy_written_as_empty_s_or_nd(officiel: Officiel) -> None:
    path = officiel.depot_dir / "insee" / "cc_filosofi_2021_COM.csv"
    with path.open(encoding="utf-8", newline="") as flux:
        bruts = Counter(ligne["MED21"] for ligne in csv.DictReader(flux, delimiter=";"))
    lignes = [m for m in filosofi_2021.build(path, officiel.cog).lignes if m.indicateur == "niveau_vie_median"]
    statuts = Counter(m.statut for m in lignes)
    assert bruts["s"] == 3_593
    assert bruts["nd"] == 12
    assert 3_500 < statuts[Statut.SECRET] <= 3_593
    assert not [m for m in lignes if m.valeur == 0]


def test_trap_06_empty_cell_of_the_comparateur_is_a_secret_inside_the_field_only(lu_officiel: Officiel) -> None:
    assert get_une(("commune", "01001"), "taux_pauvrete", 2019).statut == Statut.SECRET
    # Guadeloupe: nothing is published in the département, so nothing is hidden either.
    assert get_une(("commune", "97101"), "taux_pauvrete", 2019).statut == Statut.NON_DISPONIBLE
    assert get_une(("commune", "97101"), "menages", 2018).statut == Statut.VALEUR


def test_trap_11_overseas_codes_with_six_characters(serie: dict[tuple[str, int], Mesure]) -> None:
    assert serie["97101", 2021][4:6] == (52_118.0, Statut.VALEUR)
    assert serie["97424", 2021].statut == Statut.VALEUR
    assert not [code for code, _ in serie if len(code) != 5]


def test_trap_13_whole_cities_and_arrondissements_in_the_comparateur(lu_officiel: Officiel) -> None:
    paris = get_une(("commune", "75056"), "menages", 2018)
    assert paris.valeur == pytest.approx(1140771.70043806)
    departement = get_une(("departement", "75"), "menages", 2018)
    assert departement.valeur == pytest.approx(1140771.70043806)
    assert get_une(("arrondissement_municipal", "75119"), "menages", 2018).valeur == pytest.approx(87588.6835108576)
    # The arrondissements are no communes beside the whole city.
    assert not [m for m in get_mesures([("commune", "75101"), ("commune", "75119")]) if m.indicateur == "menages"]


@pytest.mark.parametrize(("commune", "nombre"), [("75056", 20), ("69123", 9), ("13055", 16)])
def test_trap_14_cities_by_arrondissement_only(
    officiel: Officiel, lu_officiel: Officiel, commune: str, nombre: int
) -> None:
    arrondissements = officiel.cog.arrondissements_par_commune[commune]
    assert len(arrondissements) == nombre
    for annee in (2020, 2021):
        ville = get_une(("commune", commune), "population_rp", annee)
        parts = get_mesures(
            [("arrondissement_municipal", code) for code in arrondissements], ["population_rp"], [annee]
        )
        assert ville[4:6] == (sum(part.valeur or 0 for part in parts), Statut.VALEUR)
    assert get_une(("commune", "75056"), "population_rp", 2021).valeur == 2_133_111.0


@pytest.mark.parametrize(
    ("ancien", "actuel"), [("12076", "12218"), ("14011", "14581"), ("49069", "49126"), ("69159", "69114")]
)
def test_trap_15_recoded_communes_keep_their_figures(
    officiel: Officiel, lu_officiel: Officiel, ancien: str, actuel: str
) -> None:
    path = officiel.depot_dir / "insee" / "donnees_communes_poplegales.csv"
    with path.open(encoding="utf-8", newline="") as flux:
        brut = {ligne["COM"]: float(ligne["PMUN"]) for ligne in csv.DictReader(flux, delimiter=";")}
    assert actuel not in brut
    assert get_une(("commune", actuel), "population_rp", 2021)[4:6] == (brut[ancien], Statut.VALEUR)
    assert get_mesures([("commune", ancien)]) == []


def test_trap_15_code_exchanged_twice(lu_officiel: Officiel) -> None:
    """27676 became 27058 in 2021 and 27676 again in 2023; the series has lost the two years under the other code."""
    for millesime in range(2013, 2022):
        mesure = get_une(("commune", "27676"), "population_rp", millesime)
        if millesime in (2019, 2020):
            assert mesure[4:6] == (None, Statut.NON_DISPONIBLE)
        else:
            assert mesure.valeur
    assert get_une(("commune", "27676"), "menages", 2018).statut == Statut.VALEUR


@pytest.mark.parametrize(
    "code", ["15141", "15031", "15035", "15047", "15171", "85084", "85165", "85212", "60054", "60694"]
)
def test_trap_16_split_after_the_vintage(lu_officiel: Officiel, code: str) -> None:
    mesure = get_une(("commune", code), "menages", 2018)
    assert mesure[4:6] == (None, Statut.SCISSION_INCOMPLETE)
    assert get_une(("commune", code), "population_municipale", 2023).statut == Statut.VALEUR


def test_trap_16_split_stays_in_the_sums_of_what_holds_its_pieces(lu_officiel: Officiel) -> None:
    vendee = get_une(("departement", "85"), "naissances_domiciliees", 2020)
    assert vendee[4:6] == (5_916.0, Statut.VALEUR)
    assert get_une(("france", "FR"), "naissances_domiciliees", 2020).valeur == 733_857


def test_trap_16_zero_births_of_a_commune_that_was_counted_with_another(lu_officiel: Officiel) -> None:
    """The file of births writes 0 for 85165 from 2016 to 2023, whose births are in those of 85084."""
    lues = {annee: get_une(("commune", "85165"), "naissances_domiciliees", annee)[4:6] for annee in (2015, 2020, 2024)}
    assert lues == {
        2015: (22.0, Statut.VALEUR),
        2020: (None, Statut.SCISSION_INCOMPLETE),
        2024: (8.0, Statut.VALEUR),
    }
    assert get_une(("commune", "85084"), "naissances_domiciliees", 2020).statut == Statut.SCISSION_INCOMPLETE
    # 76601 left 76676 in 2017 and is counted apart from 2020 on.
    assert get_une(("commune", "76601"), "naissances_domiciliees", 2019).statut == Statut.SCISSION_INCOMPLETE
    assert get_une(("commune", "76601"), "naissances_domiciliees", 2020)[4:6] == (3.0, Statut.VALEUR)


def test_trap_16_split_known_by_one_file_and_not_by_the_other(lu_officiel: Officiel) -> None:
    """14666 left 14712 on 31 December 2019: the reference populations know it, the series only sees 14712 shrink."""
    attendues = {
        ("14712", 2021): (3_446.0, Statut.VALEUR),
        ("14666", 2021): (1_888.0, Statut.VALEUR),
        # Counted in the communes of 1 January 2022, then of 2020: what is left of 14712, and nothing of 14666.
        ("14712", 2020): (3_435.0, Statut.VALEUR),
        ("14666", 2020): (None, Statut.NON_DISPONIBLE),
        ("14712", 2018): (3_481.0, Statut.VALEUR),
        # In those of 1 January 2019, 5 428 inhabitants are those of both.
        ("14712", 2017): (None, Statut.SCISSION_INCOMPLETE),
        ("14666", 2017): (None, Statut.SCISSION_INCOMPLETE),
    }
    lues = {cle: get_une(("commune", cle[0]), "population_rp", cle[1])[4:6] for cle in attendues}
    assert lues == attendues


def test_trap_17_break_in_series_of_an_epci(lu_officiel: Officiel) -> None:
    serie = {m.millesime: m for m in get_mesures([("epci", CIVRAISIEN)], ["population_rp"])}
    assert serie[2016][4:6] == (24_869.0, Statut.RUPTURE_DE_SERIE)
    assert serie[2017][4:6] == (27_474.0, Statut.VALEUR)
    assert [m.statut for a, m in serie.items() if a < 2017] == [Statut.RUPTURE_DE_SERIE] * 4
    assert serie[2021][4:6] == (26_926.0, Statut.VALEUR)
    membres = list_membres(lu_officiel.cog, CIVRAISIEN)
    assert sum_communes(membres, "population_rp", 2016).is_rupture
    assert not sum_communes(membres, "population_rp", 2017).is_rupture


def test_trap_17_the_geography_of_a_vintage_is_that_of_two_years_later(
    cog_complet: CodeOfficielGeographique, serie: dict[tuple[str, int], Mesure]
) -> None:
    """Nearly every flagged commune jumps by more than 3 % the year after, and by far the others do not."""
    derniers: dict[str, int] = {}
    for (code, millesime), mesure in serie.items():
        if mesure.statut == Statut.RUPTURE_DE_SERIE:
            derniers[code] = max(millesime, derniers.get(code, 0))
    assert len(derniers) > 700

    def compute_hausse(code: str, millesime: int) -> float:
        avant, apres = serie[code, millesime].valeur, serie[code, millesime + 1].valeur
        return apres / avant - 1 if avant and apres else 0.0

    hausses = [compute_hausse(code, millesime) for code, millesime in derniers.items() if millesime < 2021]
    assert sum(hausse > 0.03 for hausse in hausses) > 0.97 * len(hausses)
    apres = [compute_hausse(code, millesime + 1) for code, millesime in derniers.items() if millesime < 2020]
    assert sum(hausse > 0.03 for hausse in apres) < 0.1 * len(apres)


def test_trap_17_detection_by_jump_agrees_with_the_movements(
    officiel: Officiel, serie: dict[tuple[str, int], Mesure]
) -> None:
    path = officiel.depot_dir / "insee" / "insee-estimation-population-2024.csv"
    sans = {(m.territoire, m.millesime): m for m in populations_serie.build(path, officiel.cog).lignes}
    datees = {code for (code, _), m in serie.items() if m.statut == Statut.RUPTURE_DE_SERIE}
    devinees = {code for (code, _), m in sans.items() if m.statut == Statut.RUPTURE_DE_SERIE}
    assert len(datees & devinees) > 0.95 * len(datees)


def test_trap_19_the_population_is_that_of_the_communes(lu_officiel: Officiel) -> None:
    """epci.json has the populations of 2022; ours are the sums of the communes in 2023."""
    epci = get_une(("epci", CIVRAISIEN), "population_municipale", 2023)
    communes = get_mesures(
        [("commune", code) for code in list_membres(lu_officiel.cog, CIVRAISIEN)], ["population_municipale"], [2023]
    )
    assert epci.valeur == sum(m.valeur or 0 for m in communes)


@pytest.mark.parametrize("code", ["22016", "29083", "29155", "85113"])
def test_trap_20_communes_outside_any_epci_are_in_their_departement(lu_officiel: Officiel, code: str) -> None:
    assert lu_officiel.cog.communes[code].epci is None
    assert get_une(("commune", code), "population_municipale", 2023).valeur is not None


def test_trap_21_an_ept_is_not_an_epci(lu_officiel: Officiel) -> None:
    epts = {commune.ept for commune in lu_officiel.cog.communes.values() if commune.ept}
    assert len(epts) == 11
    for ept in sorted(epts):
        assert get_une(("ept", str(ept)), "population_municipale", 2023).statut == Statut.VALEUR
        assert get_mesures([("epci", str(ept))]) == []


def test_trap_25_columns_renamed_between_vintages(officiel: Officiel) -> None:
    """The vintages come from the names of the columns: ETGZ may go, P18 may become P22. The area has that of today."""
    resultats = [
        comparateur.build(officiel.depot_dir / "insee" / nom, officiel.cog)
        for nom in ("base_cc_comparateur_csv.zip", "fixtures_rp2022/base_cc_comparateur_RP2022_extrait_ain.csv")
    ]
    assert [r.millesimes for r in resultats] == [
        [2013, 2018, 2019, 2020, MILLESIME_SUPERFICIE],
        [2016, 2021, 2022, 2024, MILLESIME_SUPERFICIE],
    ]


def test_trap_27_fields_narrower_than_france_are_not_available(lu_officiel: Officiel) -> None:
    for indicateur, millesime in (("population_rp", 2023), ("population_rp", 2021), ("menages", 2018)):
        assert get_une(("commune", "97601"), indicateur, millesime)[4:6] == (None, Statut.NON_DISPONIBLE)
    assert get_une(("departement", "976"), "menages", 2018)[4:6] == (None, Statut.NON_DISPONIBLE)
    # Births are known in Mayotte, in the same file.
    assert get_une(("commune", "97601"), "naissances_domiciliees", 2020).valeur == 162.0
    for code in ("97101", "97302", "97608"):
        assert get_une(("commune", code), "niveau_vie_median", 2021)[4:6] == (None, Statut.NON_DISPONIBLE)


def test_trap_27_france_is_partial_and_says_how_much(lu_officiel: Officiel) -> None:
    france = get_une(("france", "FR"), "population_rp", 2021)
    assert france.statut == Statut.PARTIEL
    assert france.communes_total == 34_875
    assert 34_840 < (france.communes_connues or 0) < 34_875
    # The files are short of Mayotte only: what a split leaves undivided is in the sum, which is the legal population.
    assert france.valeur == 67_408_052.0


def test_trap_28_absence_means_unknown_here(lu_officiel: Officiel) -> None:
    absents = get_lignes(
        "SELECT valeur FROM par_territoire WHERE indicateur = 'niveau_vie_median' AND maille = 'commune' "
        "AND millesime = 2021 AND statut = ? AND NOT starts_with(territoire, '99')",
        [str(Statut.NON_DISPONIBLE)],
    )
    assert absents
    assert all(valeur is None for (valeur,) in absents)


def test_trap_30_medians_exist_only_where_they_are_published(lu_officiel: Officiel) -> None:
    cibles = [("epci", CIVRAISIEN), ("departement", "86"), ("region", "75"), ("france", "FR")]
    mesures = get_mesures(cibles, ["niveau_vie_median", "taux_pauvrete"])
    assert {(m.source, m.millesime, m.indicateur) for m in mesures} == {("filosofi_2019", 2019, "niveau_vie_median")}
    france = get_une(("france", "FR"), "niveau_vie_median", 2019)
    assert france[4:] == (21_930.0, Statut.PARTIEL, "filosofi_2019", 34_746, 34_875)


def test_trap_32_epci_that_changed_since_the_vintage(lu_officiel: Officiel) -> None:
    epcis = sorted(code for code in lu_officiel.cog.epcis if not code.startswith("9999"))
    mesures = get_mesures([("epci", code) for code in epcis], ["niveau_vie_median"], [2019])
    assert len(mesures) == len(epcis)
    assert sum(m.statut == Statut.NON_DISPONIBLE for m in mesures) == 21
    source = lu_officiel.manifeste.get_source("filosofi_2019")
    assert source is not None
    assert any("6 codes de EPCI" in avertissement for avertissement in source.avertissements)


def test_the_more_specific_source_wins(officiel: Officiel, lu_officiel: Officiel) -> None:
    """MED21 is both in the extract of the comparateur and in Filosofi 2021."""
    assert get_une(("commune", "01004"), "niveau_vie_median", 2021)[4:] == (
        21_660.0,
        Statut.VALEUR,
        "filosofi_2021",
        None,
        None,
    )


def test_every_row_of_the_comparateur_zip_is_found_again(officiel: Officiel, lu_officiel: Officiel) -> None:
    """Ménages of the whole file, minus the arrondissements; what a split leaves undivided is in the sum."""
    with zipfile.ZipFile(officiel.depot_dir / "insee" / "base_cc_comparateur_csv.zip") as archive:
        texte = archive.read("base_cc_comparateur.CSV").decode()
    brut = {
        ligne["CODGEO"]: float(ligne["P18_MEN"])
        for ligne in csv.DictReader(io.StringIO(texte), delimiter=";")
        if ligne["P18_MEN"] and ligne["CODGEO"] not in officiel.cog.arrondissements
    }
    assert get_une(("france", "FR"), "menages", 2018).valeur == pytest.approx(sum(brut.values()), rel=1e-9)


def test_movements_file_of_the_insee(officiel: Officiel) -> None:
    faits = mouvements.build(officiel.depot_dir / "insee" / "cog_mouvements_communes_2024.csv")
    assert ("85084", "85165", "2024-01-01") in faits.scissions
    assert ("12114", "12076", "2016-01-01") in faits.absorptions


def test_reference_populations_total_of_the_file(officiel: Officiel) -> None:
    path = officiel.depot_dir / "insee" / "donnees_communes_poplegales.csv"
    resultat = populations_reference.build(path, officiel.cog)
    communes = [m for m in resultat.lignes if m.maille == "commune" and m.statut == Statut.VALEUR]
    arrondissements = [m for m in resultat.lignes if m.maille == "arrondissement_municipal"]
    assert len(arrondissements) == 45
    assert sum(m.valeur or 0 for m in communes) == 67_396_122.0


@pytest.mark.parametrize("niveau", ["EPCI", "DEP", "REG", "METROPOLE"])
def test_filosofi_2019_levels(officiel: Officiel, niveau: str) -> None:
    path = officiel.depot_dir / "insee" / f"FILO2019_DISP_{niveau}.csv"
    resultat = filosofi_2019.build(path, officiel.cog)
    gini = {"indice_gini"} if "GI19" in path.read_text(encoding="utf-8-sig").split("\n", 1)[0] else set()
    assert {m.indicateur for m in resultat.lignes} == set(filosofi_2019.SOURCE.quantites) - {"indice_gini"} | gini
