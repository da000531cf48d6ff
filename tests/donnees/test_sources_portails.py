"""Layouts known by their description only, with their traps: tables of the CNAF, cubes of INSEE."""

import zipfile
from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Maille, Mesure, Statut
from convive.donnees.sources import couverture_petite_enfance, cubes, prestations
from tests.donnees.atelier import Atelier


def write(dossier: Path, nom: str, texte: str) -> Path:
    path = dossier / nom
    path.write_text(texte, encoding="utf-8-sig")
    return path


def index_mesures(resultat: Resultat) -> dict[tuple[str, str, int], Mesure]:
    return {(m.territoire, m.indicateur, m.millesime): m for m in resultat.lignes}


def build_taux(niveau: str, *lignes: str, cle: str = "", table: str = "txcouv") -> str:
    colonnes = [colonne.format(niveau) for colonne in couverture_petite_enfance._QUANTITES[table]]
    entete = ["annee", *([cle, f"nom{niveau}"] if cle else []), *colonnes]
    return "\n".join([";".join(entete), *lignes])


def test_rates_at_every_level(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = build_taux(
        "epci",
        "2023;200000001;A;60.9;30;20;10;2;25.5;3.4;28.9",
        "2023;200000001;A;60.9;30;20;10;2;25.5;3.4;28.9",
        "2023;200000002;B;131.2;30;20;10;;25.5;3.4;28.9",
        "2023;200000003;Est ensemble;50;30;20;10;;25.5;3.4;28.9",
        "2023;XX;Inconnu;195.8;1;1;1;1;1;1;1",
        cle="numepci",
    )
    resultat = couverture_petite_enfance.build(write(tmp_path, "txcouv_pe_epci.csv", texte), mini_cog)
    par_cle = index_mesures(resultat)
    taux = par_cle["200000001", "taux_couverture_petite_enfance", 2023]
    assert (taux.maille, taux.valeur, taux.source) == (Maille.EPCI, 60.9, "couverture_petite_enfance")
    # A rate above 100 is one; the phantom row of 195.8 is not.
    assert par_cle["200000002", "taux_couverture_petite_enfance", 2023].valeur == 131.2
    assert par_cle["200000002", "taux_couverture_prescolarisation", 2023].statut == Statut.NON_DISPONIBLE
    assert par_cle["200000003", "taux_couverture_eaje", 2023].maille == Maille.EPT
    assert "XX" not in {m.territoire for m in resultat.lignes}
    assert resultat.avertissements == []


@pytest.mark.parametrize("annee", ["2023", "2023.0", "2023-01-01", "2023-01-01T00:00:00+00:00"])
def test_year_is_a_number_or_a_date(tmp_path: Path, mini_cog: CodeOfficielGeographique, annee: str) -> None:
    texte = build_taux("nat", f"{annee};60.9;1;1;1;1;1;1;1")
    resultat = couverture_petite_enfance.build(write(tmp_path, "txcouv_pe_nat.csv", texte), mini_cog)
    assert resultat.millesimes == [2023]
    assert resultat.lignes[0][:2] == (Maille.FRANCE, "FR")


def test_places_of_large_communes_leave_the_others_unsaid(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = build_taux(
        "com", "2023;01001;A;120;60;40;20;5;30;5;35", "2023;XXXXX;;1;1;1;1;1;1;1;1", cle="numcom", table="nbpla"
    )
    resultat = couverture_petite_enfance.build(write(tmp_path, "nbpla_pe_com.csv", texte), mini_cog)
    assert {m.territoire for m in resultat.lignes} == {"01001"}
    assert index_mesures(resultat)["01001", "places_accueil_jeune_enfant", 2023].valeur == 120.0


def test_current_table_wins_over_the_history(atelier: Atelier) -> None:
    atelier.write(
        build_taux("dep", "2022;01;A;59.5;1;1;1;1;1;1;1", "2021;01;A;58;1;1;1;1;1;1;1", cle="numdep"),
        "txcouv_pe_dep_hist.csv",
    )
    anciens = build_taux("dep", "2022;01;A;59.5;1;1;1;1;1;1;1", "2021;01;A;58;1;1;1;1;1;1;1", cle="numdep")
    atelier.write(anciens, "txcouv_pe_dep_hist.csv")
    atelier.write(build_taux("dep", "2022;01;A;61;1;1;1;1;1;1;1", cle="numdep"), "txcouv_pe_dep.csv")
    assert atelier.build().manifeste.refus == []
    etats = {s.identifiant: s.millesimes for s in atelier.build().manifeste.sources}
    assert etats["couverture_petite_enfance"] == [2022]
    assert etats["couverture_petite_enfance_historique"] == [2021]


@pytest.mark.parametrize(
    ("nom", "texte", "cause"),
    [
        ("txcouv_pe_zone.csv", "annee\n2023\n", "le nom doit être celui d’une table"),
        ("txcouv_pe_nat.csv", "annee;taux\n2023;1\n", "aucune des colonnes de cette table"),
        ("txcouv_pe_nat.csv", build_taux("nat", "an;1;1;1;1;1;1;1;1"), "« an » n’est ni une année ni une date"),
        ("txcouv_pe_nat.csv", build_taux("nat", "2023;x;1;1;1;1;1;1;1"), "« x » n’est pas un nombre"),
        ("txcouv_pe_nat.csv", build_taux("nat", "2023;1;1;1;1;1;1;1;1", "2023;2;1;1;1;1;1;1;1"), "se contredisent"),
        ("txcouv_pe_dep.csv", build_taux("dep", "2023;XXX;;1;1;1;1;1;1;1;1", cle="numdep"), "aucune ligne de données"),
        ("txcouv_pe_dep.csv", build_taux("dep", "2023;77;;1;1;1;1;1;1;1;1", cle="numdep"), "1 codes de departement"),
    ],
)
def test_rates_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique, nom: str, texte: str, cause: str) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        couverture_petite_enfance.build(write(tmp_path, nom, texte), mini_cog)


def test_benefits_of_december(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = (
        "dtreffre;numdep;indfoy_ndur;indnbp_rsa;indben_aeeh\n2024-12;01;1000;250;30\n2024-11;01;999;1;1\n"
        "2023-12-01;01;990;;29\n2024-12;XXX;5;5;5\n"
    )
    par_cle = index_mesures(prestations.build(write(tmp_path, "s_ben_dep.csv", texte), mini_cog))
    assert par_cle["01", "foyers_allocataires", 2024].valeur == 1_000.0
    assert par_cle["01", "beneficiaires_aeeh", 2024].valeur == 30.0
    assert par_cle["01", "personnes_couvertes_rsa", 2023].statut == Statut.SECRET
    assert len(par_cle) == 6
    texte = "dtreffre;indfoy_ndur\n202412;13000000\n"
    par_cle = index_mesures(prestations.build(write(tmp_path, "s_ben_nat.csv", texte), mini_cog))
    assert par_cle["FR", "foyers_allocataires", 2024].valeur == 13_000_000.0
    texte = "dtreffre;numcomdo;nomcom;indfoy_ndur\n2024;01001;A;45\n2024;99999;?;5\n2024;01005;C;\n"
    par_cle = index_mesures(prestations.build(write(tmp_path, "s_ben_com_f.csv", texte), mini_cog))
    assert par_cle["01001", "foyers_allocataires", 2024].valeur == 45.0
    assert par_cle["01005", "foyers_allocataires", 2024].statut == Statut.SECRET


QF = (
    "dtreffre;numcomdo;qf_400;indfoy_ndur\n202412;01001;<400;40\n202412;01001;400-799;60\n202412;01001;800-1199;30\n"
    "202412;01001;≥4000;5\n202412;01001;Inconnu;15\n202412;01005;<400;\n202412;01005;400-799;10\n"
)


def test_family_quotients(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    par_cle = index_mesures(prestations.build(write(tmp_path, "ndur_s_qf_400_com_f.csv", QF), mini_cog))
    assert [par_cle["01001", quantite, 2024].valeur for quantite in prestations._QF] == [40.0, 60.0, 35.0, 135.0]
    # A hidden bracket hides the sums that contain it, and those only.
    assert par_cle["01005", "foyers_qf_moins_400", 2024].statut == Statut.SECRET
    assert par_cle["01005", "foyers_qf_400_799", 2024].valeur == 10.0
    assert par_cle["01005", "foyers_qf_connu", 2024].statut == Statut.SECRET


@pytest.mark.parametrize(
    ("nom", "texte", "cause"),
    [
        ("s_ben_x.csv", "dtreffre\n", "le nom doit être celui d’une table"),
        ("s_ben_nat.csv", "dtreffre;autre\n202412;1\n", "aucune prestation n’est reconnue"),
        ("s_ben_nat.csv", "dtreffre;indfoy_ndur\n202411;1\n", "aucun mois de décembre"),
        ("s_ben_nat.csv", "dtreffre;indfoy_ndur\n202412;x\n", "« x » n’est pas un nombre"),
        ("s_ben_nat.csv", "dtreffre;indfoy_ndur\n202412;1\n202412;2\n", "se contredisent"),
        ("ndur_s_qf_400_com_f.csv", QF.replace("<400", "peu"), "« peu » n’est pas une tranche"),
        ("ndur_s_qf_400_com_f.csv", QF + "202412;01001;<400;41\n", "se contredisent"),
        ("ndur_s_qf_400_com_f.csv", QF.replace("202412", "202411"), "aucun mois de décembre"),
    ],
)
def test_benefits_refusals(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, nom: str, texte: str, cause: str
) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        prestations.build(write(tmp_path, nom, texte), mini_cog)


AGES = (
    "GEO;GEO_OBJECT;AGE;SEX;RP_MEASURE;TIME_PERIOD;OBS_VALUE;OBS_STATUS\n"
    "01001;COM;Y0T2;_T;POP;2023;21.5;A\n01001;COM;Y0T2;F;POP;2023;10;A\n01001;COM;Y0T2;_T;POP;2017;30;A\n"
    "01001;COM;Y80T120;_T;POP;2023;9;A\n01006;COM;Y0T2;_T;POP;2023;5;K\n69381;ARM;Y0T2;_T;POP;2023;100;A\n"
    "01;DEP;Y0T2;_T;POP;2023;900;A\n"
)


@pytest.mark.parametrize("is_zip", [False, True])
def test_cube_of_fine_ages(tmp_path: Path, mini_cog: CodeOfficielGeographique, is_zip: bool) -> None:
    path = write(tmp_path, "DS_RP_TD_POPULATION_AGESEX_PRINC.csv", AGES)
    if is_zip:
        path = tmp_path / "DS_RP_TD_POPULATION_AGESEX_PRINC_2023_CSV_FR.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("DS_RP_TD_POPULATION_AGESEX_PRINC_2023_data.csv", AGES)
            archive.writestr("DS_RP_TD_POPULATION_AGESEX_PRINC_2023_metadata.csv", "COD;LIB\n")
    resultat = cubes.build(path, mini_cog)
    assert {cle: m.valeur for cle, m in index_mesures(resultat).items()} == {
        ("01001", "population_0_2", 2023): 21.5,
        ("01001", "population_0_2", 2017): 30.0,
        ("69381", "population_0_2", 2023): 100.0,
        ("69123", "population_0_2", 2023): 100.0,
    }


def test_cubes_of_births_and_of_reference_populations(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = "GEO;GEO_OBJECT;EC_MEASURE;TIME_PERIOD;OBS_VALUE\n01001;COM;LVB;2024;10\n01001;COM;DTH;2024;7\n"
    par_cle = index_mesures(cubes.build(write(tmp_path, "DS_ETAT_CIVIL_NAIS_COMMUNES.csv", texte), mini_cog))
    assert {cle: m.valeur for cle, m in par_cle.items()} == {("01001", "naissances_domiciliees", 2024): 10.0}
    texte = "GEO;GEO_OBJECT;POPREF_MEASURE;TIME_PERIOD;OBS_VALUE\n01001;COM;PMUN;2023;100\n01001;COM;PTOT;2023;104\n"
    par_cle = index_mesures(cubes.build(write(tmp_path, "DS_POPULATIONS_REFERENCE.csv", texte), mini_cog))
    assert {cle: m.valeur for cle, m in par_cle.items()} == {("01001", "population_rp", 2023): 100.0}


@pytest.mark.parametrize(
    ("nom", "texte", "cause"),
    [
        ("DS_AUTRE.csv", AGES, "le nom doit commencer par celui d’un cube"),
        ("DS_RP_TD_POPULATION_AGESEX_PRINC.csv", AGES.replace("_T", "H"), "plusieurs valeurs et pas de total"),
        ("DS_RP_TD_POPULATION_AGESEX_PRINC.csv", AGES.replace("21.5", "x"), "« x » n’est pas un nombre"),
        ("DS_RP_TD_POPULATION_AGESEX_PRINC.csv", AGES.replace("COM", "IRIS").replace("ARM", "x"), "aucune observation"),
        ("DS_RP_TD_POPULATION_AGESEX_PRINC.csv", AGES.replace("2017", "2023"), "01001 a deux valeurs en 2023"),
        ("DS_RP_TD_POPULATION_AGESEX_PRINC.csv", AGES.replace(";AGE;", ";GEN;"), "colonne « AGE » : cette colonne"),
    ],
)
def test_cubes_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique, nom: str, texte: str, cause: str) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        cubes.build(write(tmp_path, nom, texte), mini_cog)
