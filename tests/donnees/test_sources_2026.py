"""Sources that came with the figures of a CTG, and the second header that some tables have: hand-made files."""

from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Maille, Mesure, Statut
from convive.donnees.sources import (
    couverture_petite_enfance,
    cubes,
    dares,
    effectifs_ecoles,
    filosofi_2021,
    frr,
    naissances,
    populations_reference,
    populations_serie,
    prestations,
)
from tests.donnees.classeur import build_classeur


def write(dossier: Path, nom: str, texte: str) -> Path:
    path = dossier / nom
    path.write_text(texte, encoding="utf-8-sig")
    return path


def index_mesures(resultat: Resultat) -> dict[tuple[str, str, int], Mesure]:
    return {(m.territoire, m.indicateur, m.millesime): m for m in resultat.lignes}


LIBELLES = (
    "Date référence;Numéro Département;Nom Département;Numéro Région;Nom Région;Taux de couv EAJE PSU;"
    "Taux de couv hors EAJE PSU;Taux de couv EAJE - ensemble;Taux de couv préscolarisation;"
    "Taux de couv assistante maternelle;Taux de couv salariée à domicile;"
    "Taux de couv accueil individuel - ensemble;Taux de couv global\n"
)


def test_rates_under_the_labels_of_the_portal(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    lignes = "2023;01;AIN;84;ARA;14.2;4.0;18.2;1.5;47.5;0.7;48.2;67.8\n2023;977;ST BARTH;COM;COM;1;1;1;1;1;1;1;1\n"
    resultat = couverture_petite_enfance.build(write(tmp_path, "txcouv_pe_dep.csv", LIBELLES + lignes), mini_cog)
    par_cle = index_mesures(resultat)
    assert par_cle["01", "taux_couverture_petite_enfance", 2023].valeur == 67.8
    assert par_cle["01", "taux_couverture_eaje_psu", 2023].valeur == 14.2
    # Saint-Barthélemy is known, and out of the field: nothing to warn about.
    assert {m.territoire for m in resultat.lignes} == {"01"}
    assert resultat.avertissements == []


def test_places_as_a_re_user_writes_them(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    entete = (
        "date_reference,num_commune,nom_commune,numero_EPCI,numero_departement,places_EAJE_PSU,places_hors_EAJE_PSU,"
        "places_EAJE_ensemble,places_prescolarisation,places_assistante_maternelle,places_salariee_domicile,"
        "places_accueil_individuel_ensemble,places_offertes_ensemble\n"
    )
    path = write(
        tmp_path, "nbpla_pe_com_hist_libelles.csv", entete + "2017,01001,A,200000001,01,80,3,83,0,320,2,322,406\n"
    )
    resultat = couverture_petite_enfance.build(path, mini_cog)
    places = index_mesures(resultat)["01001", "places_accueil_jeune_enfant", 2017]
    assert (places.valeur, places.source) == (406.0, "couverture_petite_enfance_historique")


def test_the_rates_that_are_there_are_taken_and_the_others_are_named(
    tmp_path: Path, mini_cog: CodeOfficielGeographique
) -> None:
    texte = "annee;numepci;txcouv_eaje_epci;txcouv_epci\n2023;200000001;15.4;50.8\n"
    resultat = couverture_petite_enfance.build(write(tmp_path, "txcouv_pe_epci_2023_extrait.csv", texte), mini_cog)
    par_cle = index_mesures(resultat)
    assert par_cle["200000001", "taux_couverture_petite_enfance", 2023].valeur == 50.8
    assert {m.indicateur for m in resultat.lignes} == {"taux_couverture_petite_enfance", "taux_couverture_eaje"}
    (avertissement,) = resultat.avertissements
    assert avertissement.startswith("Colonnes absentes du fichier, donc sans chiffre : Places en crèche financée")
    assert "(txcouv_gad_ind_epci)" in avertissement
    with pytest.raises(FichierIllisible, match="aucune des colonnes de cette table n’est reconnue"):
        couverture_petite_enfance.build(write(tmp_path, "txcouv_pe_nat.csv", "annee;taux\n2023;60\n"), mini_cog)


def test_benefits_of_an_export_of_some_columns(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = "dtreffre;numcomdo;nomcom;indfoy_rsa;indfoy_ppa\n2024-12;01001;A;30;150\n2024-12;;;5;5\n"
    resultat = prestations.build(write(tmp_path, "s_ben_com_f_extrait_01.csv", texte), mini_cog)
    assert index_mesures(resultat)["01001", "foyers_rsa", 2024].valeur == 30.0
    assert {m.territoire for m in resultat.lignes} == {"01001"}
    (absentes,) = [a for a in resultat.avertissements if a.startswith("Colonnes absentes")]
    assert "Foyers allocataires de la Caf (indfoy_ndur)" in absentes
    # Never published by commune: not missing.
    assert "aeeh" not in absentes
    with pytest.raises(FichierIllisible, match="aucune prestation n’est reconnue"):
        prestations.build(write(tmp_path, "s_ben_com_f.csv", "dtreffre;numcomdo\n2024-12;01001\n"), mini_cog)


def test_pupils_under_the_labels_of_the_portal(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = (
        "Rentrée scolaire;Commune;Numéro de l'école;Nombre total de classes;Nombre total d'élèves\n"
        "2022;A;0010001A;12;289\n2021;A;0010001A;12;300\n2021;A;0010002B;1;4\n"
    )
    path = write(tmp_path, "effectifs_nb_classes_libelles_01.csv", texte)
    resultat = effectifs_ecoles.build(path, mini_cog, {"0010001A": "01001"})
    assert index_mesures(resultat)["01001", "eleves_ecoles", 2022].valeur == 289.0
    # 98.7 %: the numbers themselves, which no rounding contradicts.
    assert (
        "Rentrée 2021 écartée\u00a0: 4 élèves sur 304, plus d’un sur cent, sont dans une école que l’annuaire n’a pas."
        in resultat.avertissements
    )


def test_unknown_arrondissements_of_a_cube_are_nowhere(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = (
        '"GEO";"GEO_OBJECT";"EC_MEASURE";"OBS_STATUS";"TIME_PERIOD";"OBS_VALUE"\n'
        '"69381";"ARM";"DTH";"A";2024;8.0\n"693XX";"ARM";"DTH";"A";2024;3.0\n"01001";"COM";"DTH";"A";2024;2.0\n'
    )
    resultat = cubes.build(write(tmp_path, "DS_ETAT_CIVIL_DECES_COMMUNES.csv", texte), mini_cog)
    assert index_mesures(resultat)["01001", "deces_domicilies", 2024].valeur == 2.0
    assert not any("XX" in avertissement for avertissement in resultat.avertissements)


ANNEES: list[object] = [None, None, "2013", "2014"]


def test_births(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    feuilles: dict[str, list[list[object]]] = {
        "COM": [
            ["Nombre de naissances"],
            ANNEES,
            ["01001", "A", 8, 13],
            ["01006", "Absorbée", 1, 2],
            ["01005", "B", 10, 20],
            ["97601", "Mayotte", "so", 5],
            ["XX", "Inconnu", 1, 1],
            ["so : sans objet"],
        ],
        "ARM": [ANNEES, ["69381", "Lyon 1er", 3, 4], ["693XX", "Inconnu", 1, 1]],
        "EPCI": [ANNEES, ["200000001", "CC", 999, 999]],
    }
    par_cle = index_mesures(naissances.build(build_classeur(tmp_path / "NAIS_DOM_ANNUELLES.xlsx", feuilles), mini_cog))
    naissance = "naissances_domiciliees"
    assert par_cle["01001", naissance, 2014].valeur == 13.0
    # A commune absorbed since is in the sum of the one that it joined.
    assert par_cle["01005", naissance, 2013].valeur == 11.0
    assert par_cle["97601", naissance, 2013].statut == Statut.NON_DISPONIBLE
    assert par_cle["69381", naissance, 2014].maille == Maille.ARRONDISSEMENT_MUNICIPAL
    assert ("200000001", naissance, 2013) not in par_cle


def test_births_counted_with_the_commune_that_was_left(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    """02002 left 02001 on 1 January 2024; the file writes 0 as long as it counts them together, at times later."""
    feuilles: dict[str, list[list[object]]] = {
        "COM": [
            [None, None, "2015", "2022", "2023", "2024", "2025", "2026"],
            ["02001", "Parent", 40, 60, 61, 62, 41, 42],
            ["02002", "Enfant", 20, 0, 0, 0, 21, 0],
            ["02003", "Autre", 0, 1, 0, 1, 0, 1],
        ]
    }
    resultat = naissances.build(build_classeur(tmp_path / "NAIS_DOM_ANNUELLES.xlsx", feuilles), mini_cog)
    lues = {
        (m.maille, m.territoire, m.millesime): m.valeur if m.statut == Statut.VALEUR else m.statut
        for m in resultat.lignes
        if m.territoire.startswith("0200")
    }
    indivises = (2022, 2023, 2024)
    assert [lues[Maille.COMMUNE, "02002", annee] for annee in (2015, *indivises, 2025, 2026)] == [
        20.0, *[Statut.SCISSION_INCOMPLETE] * 3, 21.0, 0.0,
    ]  # fmt: skip
    assert [lues[Maille.COMMUNE, "02001", annee] for annee in (2015, *indivises, 2025)] == [
        40.0, *[Statut.SCISSION_INCOMPLETE] * 3, 41.0,
    ]  # fmt: skip
    # The undivided figures are kept for whoever holds both; a commune that never split has its zeros.
    assert [lues.get((Maille.SCISSION, "02001", annee)) for annee in (2015, *indivises)] == [None, 60.0, 61.0, 62.0]
    assert lues[Maille.COMMUNE, "02003", 2015] == 0.0


@pytest.mark.parametrize(
    ("feuilles", "cause"),
    [
        ({"EPCI": [ANNEES]}, "aucune feuille « COM »"),
        ({"COM": [["Titre"], ["01001", "A", 8]]}, "aucune commune sous une ligne d’années"),
        ({"COM": [ANNEES, ["01001", "A", 8, 9], ["01001", "A", 8, 9]]}, "le code 01001 est en double"),
        ({"COM": [ANNEES, ["01001", "A", "huit", 9]]}, "ligne 2, colonne «.2013.».: « huit » n’est pas un nombre"),
    ],
)
def test_births_refusals(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, feuilles: dict[str, list[list[object]]], cause: str
) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        naissances.build(build_classeur(tmp_path / "NAIS_DOM_ANNUELLES.xlsx", feuilles), mini_cog)


def test_frr_counts_a_commune_once_even_when_it_was_two(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = (
        "Code_insee;Departement;Commune;Classement FRR et FRR+ au 10 juillet 2025;\n01001;01;A;Non classée;\n"
        "01005;01;B;FRR socle;\n01006;01;C;FRR+;\n01002;01;D;FRR bénéficiaire partiellement;\n"
    )
    par_cle = index_mesures(frr.build(write(tmp_path, "liste-communes-FRR-juillet2025.csv", texte), mini_cog))
    assert [par_cle[c, "communes_frr", 2025].valeur for c in ("01001", "01002", "01005")] == [0.0, 1.0, 1.0]
    assert [par_cle[c, "communes_frr_plus", 2025].valeur for c in ("01001", "01002", "01005")] == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("texte", "cause"),
    [
        ("Code_insee;Classement\n01001;Peut-être\n", "« Peut-être » n’est pas un classement connu"),
        ("Code_insee;Zone\n01001;FRR socle\n", "cette colonne manque"),
    ],
)
def test_frr_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique, texte: str, cause: str) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        frr.build(write(tmp_path, "liste-communes-FRR-juillet2025.csv", texte), mini_cog)


DATE = ["Date de référence statistique : 1er janvier 2023"]
COLONNES: list[object] = [
    "Code région",
    "Code département",
    "Code commune",
    "Nom de la commune",
    "Population municipale",
]


def test_reference_populations_of_a_workbook(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    lignes: list[list[object]] = [
        ["Populations de référence"],
        [*DATE],
        COLONNES,
        ["84", "01", "001", "A", 860],
        ["84", "69", "381", "Lyon 1er", 5],
        ["06", "976", "601", "Acoua", 9],
        [None],
    ]
    path = build_classeur(tmp_path / "ensemble.xlsx", {"Régions": [["x"]], "Communes": lignes})
    resultat = populations_reference.build(path, mini_cog)
    par_cle = index_mesures(resultat)
    assert resultat.millesimes == [2023]
    assert par_cle["01001", "population_rp", 2023].valeur == 860.0
    assert par_cle["97601", "population_rp", 2023].valeur == 9.0


@pytest.mark.parametrize(
    ("feuilles", "cause"),
    [
        ({"Régions": [["x"]]}, "aucune feuille « Communes »"),
        ({"Communes": [COLONNES, ["84", "01", "001", "A", 1]]}, "aucune ligne « Date de référence statistique »"),
        ({"Communes": [[*DATE], ["Code commune"], ["001"]]}, "colonne «.Code département.»"),
        ({"Communes": [[*DATE], COLONNES]}, "aucune commune sous la colonne"),
        ({"Communes": [[*DATE], COLONNES, ["84", "01", "001", "A", "mille"]]}, "« mille » n’est pas un nombre"),
        ({"Communes": [[*DATE], COLONNES, *[["84", "01", "001", "A", 1]] * 2]}, "le code 01001 est en double"),
    ],
)
def test_reference_populations_refusals(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, feuilles: dict[str, list[list[object]]], cause: str
) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        populations_reference.build(build_classeur(tmp_path / "ensemble.xlsx", feuilles), mini_cog)


def test_renamed_column_is_said(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = "codgeo,libgeo,p19_pop,pop_2020,p21_pop\n01001,A,1,2,3\n"
    resultat = populations_serie.build(write(tmp_path, "insee-estimation-population-2024.csv", texte), mini_cog)
    assert resultat.avertissements[-1].startswith("Années absentes de la série")
    assert resultat.avertissements[-1].endswith("2020\u00a0; colonnes que rien ne reconnaît\u00a0: pop_2020.")
    texte = "CODGEO;MED21;TP6021;GINI\n01001;25820;9;1\n"
    resultat = filosofi_2021.build(write(tmp_path, "cc_filosofi_2021_COM.csv", texte), mini_cog)
    assert "Premier décile du niveau de vie (D121)" in resultat.avertissements[-1]


DARES = "Date;Code commune;Type de données;Catégorie;Sexe;Tranche d'âge;Nombre de demandeurs d'emploi\n"


def test_job_seekers_of_the_last_quarter(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    lignes = (
        "2024-T4;01001;Brutes;ABC;Total;Total;120\n2024-T4;01001;Brutes;ABC;Femmes;Total;65\n"
        "2024-T4;01001;Brutes;ABC;Total;Moins de 25 ans;15\n2024-T3;01001;Brutes;ABC;Total;Total;999\n"
        "2024-T4;01001;CVS-CJO;ABC;Total;Total;999\n2024-T4;01002;Brutes;ABC;Total;Total;\n"
    )
    par_cle = index_mesures(dares.build(write(tmp_path, "dares_defm_communales.csv", DARES + lignes), mini_cog))
    assert par_cle["01001", "demandeurs_emploi_abc", 2024].valeur == 120.0
    assert par_cle["01001", "demandeurs_emploi_abc_femmes", 2024].valeur == 65.0
    assert par_cle["01001", "demandeurs_emploi_abc_moins_25", 2024].valeur == 15.0
    assert par_cle["01002", "demandeurs_emploi_abc", 2024].statut == Statut.SECRET


@pytest.mark.parametrize(
    ("lignes", "cause"),
    [
        ("2024;01001;Brutes;ABC;Total;Total;1\n", "n’est pas un trimestre"),
        ("2024-T3;01001;Brutes;ABC;Total;Total;1\n", "aucune ligne d’un quatrième trimestre"),
        ("2024-T4;01001;Brutes;ABC;Total;Total;dix\n", "n’est pas un nombre"),
        ("2024-T4;01001;Brutes;ABC;Total;Total;1\n2024-T4;01001;Brutes;ABC;Total;Total;2\n", "se contredisent"),
    ],
)
def test_job_seekers_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique, lignes: str, cause: str) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        dares.build(write(tmp_path, "dares_defm_communales.csv", DARES + lignes), mini_cog)
