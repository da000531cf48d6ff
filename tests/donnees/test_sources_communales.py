"""Sources by commune added for the diagnosis, on tiny hand-made files: census, dwellings, care, typologies."""

import zipfile
from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import MILLESIME_SUPERFICIE, Mesure, Statut
from convive.donnees.sources import (
    apl,
    comparateur,
    equipements,
    filosofi_2021,
    grand_tableau,
    iris_communes,
    perimetre_epci,
    recensement,
    rpls,
    zonages,
)
from convive.donnees.sources.feuilles import list_feuilles
from tests.donnees.classeur import build_classeur


def write(dossier: Path, nom: str, texte: str, encodage: str = "utf-8") -> Path:
    path = dossier / nom
    path.write_text(texte, encoding=encodage)
    return path


def index_mesures(resultat: Resultat) -> dict[tuple[str, str, int], Mesure]:
    return {(m.territoire, m.indicateur, m.millesime): m for m in resultat.lignes}


def test_comparateur_reads_what_else_is_there(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = (
        "CODGEO;P22_POP;P16_POP;P22_MEN;NAIS1621;DECE1621;NAISD24;DECESD24;P22_RP;P22_RP_PROP;NBMENFISC21;PIMP21;MED21;"
        "TP6021;P22_EMPLT;P16_EMPLT;P22_POP1564;P22_CHOM1564;P22_ACT1564;P22_LOG;P22_RSECOCC;P22_LOGVAC\n"
        "01001;771;767;311;44;22;10;7;311;263;322;;23970;;93.1;78,4;465;33;377;353;16;26\n"
        "01002;100;90;40;4;2;1;7;41;23;;s;21000;;3;8;65;3;37;53;1;2\n"
    )
    par_cle = index_mesures(comparateur.build(write(tmp_path, "base_cc_comparateur.csv", texte), mini_cog))
    # From 767 to 771 in six years: 44 births and 22 deaths, and eighteen more departures than arrivals.
    assert par_cle["01001", "solde_naturel_periode", 2022].valeur == 22.0
    assert par_cle["01001", "solde_migratoire_periode", 2022].valeur == -18.0
    assert par_cle["01001", "habitants_annees_periode", 2022].valeur == 767.0 * 6
    assert par_cle["01001", "emplois", 2016].valeur == 78.4
    # Nothing published in the département: out of the field; « s » is a secret all the same when something is.
    assert par_cle["01001", "part_menages_imposes", 2021].statut == Statut.NON_DISPONIBLE


COMPARATEUR = (
    "CODGEO;P22_MEN;NAISD24;DECESD24;P22_RP;P22_RP_PROP;MED21;TP6021;P22_CHOM1564;P22_ACT1564;SUPERF\n"
    "01001;311;10;7;311;263;23970;;33;377;15,95\n"
    "01002;40;1;7;41;23;21000;;3;37;\n"
    "01006;40;1;7;41;23;21000;;3;37;4.25\n"
    "01007;40;1;7;41;23;21000;;3;37;{}\n"
    "02001;40;1;7;41;23;21000;;3;37;30\n"
    "69381;40;1;7;41;23;21000;;3;37;1.51\n"
)


def list_superficies(tmp_path: Path, cog: CodeOfficielGeographique, texte: str) -> dict[tuple[str, str], float | None]:
    resultat = comparateur.build(write(tmp_path, "base_cc_comparateur.csv", texte), cog)
    assert {m.statut for m in resultat.lignes if m.indicateur == "superficie_km2"} <= {Statut.VALEUR}
    assert {m.millesime for m in resultat.lignes if m.indicateur == "superficie_km2"} <= {MILLESIME_SUPERFICIE}
    return {(m.maille, m.territoire): m.valeur for m in resultat.lignes if m.indicateur == "superficie_km2"}


def test_comparateur_reads_the_official_area(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    """In km², for today's communes; where it has none, no row, so that the area of the contours stays."""
    lues = list_superficies(tmp_path, mini_cog, COMPARATEUR.format("5.5"))
    # 01005 is 01006 and 01007; that of 02001 may still hold 02002; Lyon lacks eight arrondissements.
    assert lues == {
        ("commune", "01001"): 15.95,
        ("commune", "01005"): 9.75,
        ("arrondissement_municipal", "69381"): 1.51,
    }
    # A merged commune of which a part has no area is not measured by half.
    assert ("commune", "01005") not in list_superficies(tmp_path, mini_cog, COMPARATEUR.format(""))


def test_comparateur_without_the_area_is_read_all_the_same(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    assert list_superficies(tmp_path, mini_cog, COMPARATEUR.format("1").replace("SUPERF", "SURFACE")) == {}


def test_an_area_that_is_not_a_number_refuses_the_file(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    with pytest.raises(FichierIllisible, match=r"SUPERF.*4 km².* n’est pas un nombre"):
        list_superficies(tmp_path, mini_cog, COMPARATEUR.format("4 km²"))


def test_filosofi_2021_reads_what_else_is_there(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = "CODGEO;MED21;TP6021;TP60TOL221;RD21;NBMENFISC21\n01001;25820;s;30,5;3,1;322\n"
    path = write(tmp_path, "cc_filosofi_2021_COM.csv", texte)
    par_cle = index_mesures(filosofi_2021.build(path, mini_cog))
    assert par_cle["01001", "taux_pauvrete_locataires", 2021].valeur == 30.5
    assert par_cle["01001", "rapport_interdecile", 2021].valeur == 3.1
    assert ("01001", "premier_decile", 2021) not in par_cle


DOSSIER = (
    "CODGEO;P22_POP1524;P16_POP1524;C22_FAMMONO;P22_POP75PX;P22_SCOL0205;BPE_2024_D307;AUTRE;P22_POP15249\n"
    "01001;162.0;150;24.5428571428571;1;12;0.0;x;999\n01005;1;2;3;;5;1;y;999\n"
)


@pytest.mark.parametrize("is_zip", [False, True])
def test_recensement_keeps_every_vintage_of_the_columns_that_it_knows(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, is_zip: bool
) -> None:
    path = write(tmp_path, "dossier_complet.csv", DOSSIER)
    if is_zip:
        path = tmp_path / "dossier_complet.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("dossier_complet.csv", DOSSIER)
            archive.writestr("meta_dossier_complet.csv", "COD_VAR;LIB_VAR\n")
    resultat = recensement.build(path, mini_cog)
    par_cle = index_mesures(resultat)
    assert par_cle["01001", "population_15_24", 2022].valeur == 162.0
    assert par_cle["01001", "population_15_24", 2016].valeur == 150.0
    assert par_cle["01001", "familles_monoparentales", 2022].valeur == pytest.approx(24.5428571428571)
    assert par_cle["01001", "scolarises_2_5", 2022].valeur == 12.0
    assert par_cle["01001", "pharmacies", 2024].valeur == 0.0
    assert resultat.millesimes == [2016, 2022, 2024]
    assert {m.indicateur for m in resultat.lignes} == {
        "population_15_24",
        "familles_monoparentales",
        "scolarises_2_5",
        "pharmacies",
    }


def test_recensement_adds_columns_up_when_they_are_all_there(
    tmp_path: Path, mini_cog: CodeOfficielGeographique
) -> None:
    texte = "CODGEO;C22_NE24F3;C22_NE24F4P;C16_NE24F3;BPE_2024_F307\n01001;12.5;3;9;1\n01002;4;;9;1\n"
    par_cle = index_mesures(recensement.build(write(tmp_path, "base-cc-familles.csv", texte), mini_cog))
    assert par_cle["01001", "familles_3_enfants_ou_plus", 2022].valeur == 15.5
    assert par_cle["01002", "familles_3_enfants_ou_plus", 2022].statut == Statut.NON_DISPONIBLE
    assert len(par_cle) == 2


def test_recensement_tells_the_crowded_dwellings_from_all_of_them(
    tmp_path: Path, mini_cog: CodeOfficielGeographique
) -> None:
    texte = "CODGEO;C21_RP_HSTU1P;C21_RP_HSTU1P_SUROCC;C22_RP_SUROCC_MOD\n01001;180.5;12;9\n"
    par_cle = index_mesures(recensement.build(write(tmp_path, "base-cc-logement.csv", texte), mini_cog))
    assert par_cle["01001", "residences_hors_studio", 2021].valeur == 180.5
    assert par_cle["01001", "residences_suroccupees", 2021].valeur == 12.0
    # Since 2022 another count, with which nothing is compared.
    assert len(par_cle) == 2


@pytest.mark.parametrize(
    ("texte", "cause"),
    [
        ("", "le fichier est vide"),
        ("CODGEO,P22_POP\n01001,3\n", "le séparateur est « virgule »"),
        ("CODGEO;AUTRE\n01001;3\n", "aucune colonne du recensement"),
        ("CODGEO;P22_POP\n01001\n", "ligne 2 : 1 cellules au lieu de 2"),
        ('CODGEO;P22_POP\n01001;"3\n', "les guillemets ne sont pas fermés"),
    ],
)
def test_recensement_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique, texte: str, cause: str) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        recensement.build(write(tmp_path, "dossier_complet.csv", texte), mini_cog)


def test_recensement_of_damaged_or_huge_files(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FichierIllisible, match="l’encodage n’est pas UTF-8"):
        recensement.build(write(tmp_path, "base-cc-a.csv", "CODGEO;P22_POPÉ\n", "cp1252"), mini_cog)
    path = tmp_path / "base-cc-b.zip"
    path.write_bytes(b"PK\x03\x04 and nothing else")
    with pytest.raises(FichierIllisible, match="tronquée ou abîmée"):
        recensement.build(path, mini_cog)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("autre.csv", "")
    with pytest.raises(FichierIllisible, match="aucun fichier attendu"):
        recensement.build(path, mini_cog)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("base-cc-b.CSV", DOSSIER)
    octets = bytearray(path.read_bytes())
    octets[6] |= 1
    octets[octets.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(octets)
    with pytest.raises(FichierIllisible, match="chiffrée"):
        recensement.build(path, mini_cog)
    monkeypatch.setattr(grand_tableau, "OCTETS_MAX", 5)
    with pytest.raises(FichierIllisible, match="le fichier dépasse"):
        recensement.build(write(tmp_path, "base-cc-c.csv", DOSSIER), mini_cog)


def test_iris_by_commune(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = (
        "code_insee;nb_iris;pop;pop_0_19;pop_20_64;pop_65p;logements;res_principales;res_secondaires;"
        "logements_vacants;maisons;appartements\n01001;1;832;206;461;165;372;341;14;17;363;9\n"
    )
    path = write(tmp_path, "DERIVE_iris2021_agrege_commune.csv", texte)
    par_cle = index_mesures(iris_communes.build(path, mini_cog))
    assert par_cle["01001", "maisons", 2021].valeur == 363.0


def test_perimetre_epci(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = "siren;insee;nom_membre;ptot_2025;pmun_2025\n2;01001;Pont-d’Ain é;2 912;2 862\n;;;;\n"
    path = write(tmp_path, "perimetre-epci-a-fp.csv", texte, "cp1252")
    par_cle = index_mesures(perimetre_epci.build(path, mini_cog))
    assert par_cle["01001", "population_rp", 2022].valeur == 2_862.0
    with pytest.raises(FichierIllisible, match=r"colonne «.pmun_20AA.».: cette colonne manque"):
        perimetre_epci.build(write(tmp_path, path.name, texte.replace("pmun_2025", "pmun"), "cp1252"), mini_cog)


def test_rpls_absence_is_zero_and_an_empty_detail_is_a_secret(
    tmp_path: Path, mini_cog: CodeOfficielGeographique
) -> None:
    texte = (
        "DEPCOM_ARM,nb_loues,nb_vacants,nb_vides,nb_ls\n01001,31,1,0,32\n01005,,,,4\n02003,1,0,0,11\n69381,8,1,1,10\n"
    )
    par_cle = index_mesures(rpls.build(write(tmp_path, "export_parc_logements_sociaux_jan_2024.csv", texte), mini_cog))
    assert par_cle["01005", "logements_sociaux", 2024].valeur == 4.0
    assert par_cle["01005", "logements_sociaux_loues", 2024].statut == Statut.SECRET
    assert par_cle["01002", "logements_sociaux", 2024].valeur == 0.0
    assert par_cle["69123", "logements_sociaux", 2024][4:6] == (10.0, Statut.VALEUR)
    assert par_cle["97601", "logements_sociaux", 2024].statut == Statut.NON_DISPONIBLE


TITRES = ["Code commune INSEE", "Commune", "APL aux infirmières", "Population standardisée 2021 pour les infirmières"]
APL: dict[str, list[list[object]]] = {
    "Paramètres": [["Texte"]],
    "APL 2022": [
        ["Indicateur"],
        [],
        [*TITRES],
        [None, None, "En ETP", "En nombre"],
        ["01001", "A", 100.5, 200],
        ["02001", "B", 10, 20],
    ],
    "APL 2023": [
        ["Indicateur"],
        [*TITRES],
        [None, None, "En ETP", "En nombre"],
        ["01001", "A", 110, 200],
        ["01002", "C", None, 5],
    ],
}


def test_apl_starts_deep_in_its_sheets_and_gives_its_weights(
    tmp_path: Path, mini_cog: CodeOfficielGeographique
) -> None:
    resultat = apl.build(build_classeur(tmp_path / "data_apl_infirmiers.xlsx", APL), mini_cog)
    par_cle = index_mesures(resultat)
    assert resultat.millesimes == [2022, 2023]
    assert par_cle["01001", "apl_infirmiers", 2022].valeur == 100.5
    assert par_cle["01001", "apl_infirmiers_ponderee", 2023].valeur == 22_000.0
    assert par_cle["01001", "population_standardisee_infirmiers", 2023].valeur == 200.0
    assert par_cle["01002", "population_standardisee_infirmiers", 2023].statut == Statut.NON_DISPONIBLE
    assert ("02001", "apl_infirmiers", 2023) not in par_cle


@pytest.mark.parametrize(
    ("feuilles", "entete", "cause"),
    [
        ({"Autre": [["a"]]}, "", "aucune feuille « APL 2023 »"),
        ({"APL 2023": [["a"]]}, "", "aucune commune sous la colonne"),
        ({"APL 2023": [TITRES[:2]]}, "", "ligne 1, colonne « APL aux infirmi » : cette colonne manque"),
        ({"APL 2023": [TITRES, ["01001", "A", "x", 1]]}, "", "ligne 2 : « x » n’est pas un nombre"),
        ({"APL 2023": [TITRES, *[["01001", "A", 1, 1]] * 2]}, "", "le code 01001 est en double"),
        (APL, '<!DOCTYPE a [<!ENTITY b "c">]>', "déclarations qu’un tableur n’écrit pas"),
    ],
)
def test_apl_refusals(
    tmp_path: Path,
    mini_cog: CodeOfficielGeographique,
    feuilles: dict[str, list[list[object]]],
    entete: str,
    cause: str,
) -> None:
    path = build_classeur(tmp_path / "data_apl_infirmiers.xlsx", feuilles, entete)
    with pytest.raises(FichierIllisible, match=cause):
        apl.build(path, mini_cog)


def test_workbook_that_is_not_one_is_refused(tmp_path: Path) -> None:
    entier = build_classeur(tmp_path / "entier.xlsx", APL).read_bytes()
    path = tmp_path / "data_apl_infirmiers.xlsx"
    for octets in (b"", b"texte", entier[: len(entier) // 2], entier.replace(b"workbook.xml", b"workbuuk.xml")):
        path.write_bytes(octets)
        with pytest.raises(FichierIllisible, match="pas un classeur XLSX lisible"):
            [list(lignes) for _, lignes in list_feuilles(path)]


def test_cells_of_a_workbook_as_other_programs_write_them(tmp_path: Path) -> None:
    path = build_classeur(tmp_path / "a.xlsx", {"F": [["x"]]})
    with zipfile.ZipFile(path) as archive:
        contenu = {nom: archive.read(nom) for nom in archive.namelist() if "sharedStrings" not in nom}
    espace = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    contenu["xl/worksheets/sheet1.xml"] = (
        b"<worksheet " + espace + b'><sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c><v>2</v></c>'
        b'<c r="AA1"><v>3</v></c><c r="B1"/></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for nom, octets in contenu.items():
            archive.writestr(nom, octets)
    ((_, lignes),) = [(nom, list(lignes)) for nom, lignes in list_feuilles(path)]
    ((numero, cellules),) = lignes
    assert numero == 0
    assert cellules == ["a", "2", *[""] * 24, "3", ""]


def test_zonages_have_the_rank_of_their_label(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = (
        "insee_com,lib_com,niveau_densite\n01001,A,Rural à habitat très dispersé\n01002,B,Petites villes\n"
        "01005,C,Bourgs ruraux\n"
    )
    par_cle = index_mesures(zonages.build(write(tmp_path, "densite.csv", texte), mini_cog))
    assert par_cle["01001", "niveau_densite", 2026].valeur == 7.0
    assert par_cle["01002", "communes_rurales", 2026].valeur == 0.0
    assert par_cle["01005", "communes_rurales", 2026].valeur == 1.0
    texte = (
        "insee_com,lib_com,niveau_ruralite\n01001,A, Les ruralités résidentielles aisées\n"
        "01002,B, Hors champ : DOM ou commune urbaine\n"
        "01005,C, Commune dont le périmètre a changé depuis la réalisation de la typologie\n"
    )
    par_cle = index_mesures(zonages.build(write(tmp_path, "ruralite_2024.csv", texte), mini_cog))
    assert par_cle["01001", "niveau_ruralite", 2024].valeur == 1.0
    assert par_cle["01002", "niveau_ruralite", 2024].statut == Statut.NON_APPLICABLE
    assert par_cle["01005", "niveau_ruralite", 2024].statut == Statut.NON_DISPONIBLE
    texte = "insee_com,lib_com,niveau_centralite\n01001,A,Communes non centre\n01002,B, - undefined\n"
    par_cle = index_mesures(zonages.build(write(tmp_path, "centralite.csv", texte), mini_cog))
    assert par_cle["01001", "niveau_centralite", 2026].valeur == 0.0
    assert par_cle["01002", "niveau_centralite", 2026].statut == Statut.NON_DISPONIBLE


def test_zonages_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = "insee_com,lib_com,niveau_densite\n01001,A,Lune\n"
    with pytest.raises(FichierIllisible, match=r"ligne 2, .*« Lune » n’est pas une catégorie connue"):
        zonages.build(write(tmp_path, "densite.csv", texte), mini_cog)
    with pytest.raises(FichierIllisible, match="le nom doit commencer par"):
        zonages.build(write(tmp_path, "grille.csv", texte), mini_cog)


def test_equipements_read_the_total_only(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = '{"01001": {"year": 2024, "total": 7, "byDomain": {"A": 1}}, "02003": {"year": 2024, "total": 2}}'
    par_cle = index_mesures(equipements.build(write(tmp_path, "bpe-by-commune_old.json", texte), mini_cog))
    assert par_cle["01001", "equipements", 2024].valeur == 7.0
    assert par_cle["01002", "equipements", 2024].valeur == 0.0
    for contenu, cause in (("[]", "pas un objet"), (texte.replace('"total": 2', '"a": 2'), "la commune 02003")):
        with pytest.raises(FichierIllisible, match=cause):
            equipements.build(write(tmp_path, "bpe-by-commune_old.json", contenu), mini_cog)
