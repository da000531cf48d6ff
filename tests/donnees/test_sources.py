"""Each source on tiny hand-made files: what it accepts, what it refuses, in which words."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible, SourceInconnue
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import Statut
from convive.donnees.sources import (
    base,
    comparateur,
    filosofi_2019,
    filosofi_2021,
    mouvements,
    populations_reference,
    populations_serie,
)
from convive.donnees.sources.registre import SOURCES, validate_identifiants

COMPARATEUR = (
    "CODGEO;P22_POP;P16_POP;P22_MEN;NAISD24;DECESD24;P22_RP;P22_RP_PROP;MED21;TP6021;P22_CHOM1564;P22_ACT1564\n"
    "01001;9;8;3.5;1;2;3;2;s;s;1;5\n"
    "01002;9;8;3,5;1;2;3;2;21660;17,0;1;5\n"
    "01005;9;8;4;1;2;3;2;;;1;5\n"
    "02001;9;8;4;1;2;3;2;;;1;5\n"
    "02003;9;8;4;1;2;3;2;;;1;5\n"
)
type Build = Callable[[Path, CodeOfficielGeographique], Resultat]


def write(dossier: Path, nom: str, texte: str) -> Path:
    path = dossier / nom
    path.write_text(texte, encoding="utf-8")
    return path


def test_comparateur_reads_the_vintages_off_its_columns(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = write(tmp_path, "base_cc_comparateur.csv", COMPARATEUR)
    resultat = comparateur.build(path, mini_cog)
    par_cle = {(m.territoire, m.indicateur, m.millesime): m for m in resultat.lignes}
    assert resultat.millesimes == [2021, 2022, 2024]
    assert par_cle["01002", "menages", 2022].valeur == 3.5
    assert par_cle["01002", "taux_pauvrete", 2021].valeur == 17.0
    assert par_cle["01001", "niveau_vie_median", 2021].statut == Statut.SECRET
    # Empty: a secret in the Ain, where something is published; out of the field in the Aisne, where nothing is.
    assert par_cle["01005", "niveau_vie_median", 2021].statut == Statut.SECRET
    assert par_cle["02003", "niveau_vie_median", 2021].statut == Statut.NON_DISPONIBLE
    assert {m.indicateur for m in resultat.lignes} == set(comparateur._COLONNES)


def test_comparateur_zipped_is_the_same(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = tmp_path / "base_cc_comparateur_csv.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("base_cc_comparateur.CSV", COMPARATEUR)
        archive.writestr("meta_base_cc_comparateur.CSV", "COD_VAR;LIB_VAR\n")
    plat = write(tmp_path, "base_cc_comparateur.csv", COMPARATEUR)
    assert comparateur.build(path, mini_cog).lignes == comparateur.build(plat, mini_cog).lignes


def test_comparateur_without_a_column_is_refused(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = write(tmp_path, "base_cc_comparateur.csv", COMPARATEUR.replace("P22_CHOM1564", "AUTRE"))
    with pytest.raises(FichierIllisible, match="CHOM1564") as refus:
        comparateur.build(path, mini_cog)
    assert "cette colonne manque" in str(refus.value)


def test_filosofi_2021(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = "CODGEO;MED21;TP6021\n01001;25820;s\n01002;nd;17,0\n01005;24000;\n02001;1;s\n02003;2;s\n69123;3;4,5\n"
    resultat = filosofi_2021.build(write(tmp_path, "cc_filosofi_2021_COM.csv", texte), mini_cog)
    par_cle = {(m.territoire, m.indicateur): m for m in resultat.lignes}
    assert par_cle["01001", "niveau_vie_median"].valeur == 25_820.0
    assert par_cle["01001", "taux_pauvrete"].statut == Statut.SECRET
    assert par_cle["01005", "taux_pauvrete"].statut == Statut.SECRET
    assert par_cle["01002", "niveau_vie_median"].statut == Statut.NON_DISPONIBLE
    assert par_cle["97601", "niveau_vie_median"].statut == Statut.NON_DISPONIBLE


@pytest.mark.parametrize(
    ("niveau", "lignes", "attendu"),
    [
        ("EPCI", "200000001;19760\n", {"200000001": 19_760.0, "200000002": None}),
        ("DEP", "01;1\n02;\n69;3\n", {"01": 1.0, "02": None, "69": 3.0, "976": None}),
        ("REG", "84;1\n", {"84": 1.0, "32": None, "06": None}),
        ("METROPOLE", "1;21930\n", {"FR": 21_930.0}),
        ("METROPOLE", "1;\n", {"FR": None}),
    ],
)
def test_filosofi_2019(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, niveau: str, lignes: str, attendu: dict[str, float | None]
) -> None:
    path = write(tmp_path, f"FILO2019_DISP_{niveau}.csv", "CODGEO;Q219\n" + lignes)
    resultat = filosofi_2019.build(path, mini_cog)
    assert {m.territoire: m.valeur for m in resultat.lignes} == attendu


def test_filosofi_2019_empty_cell_is_a_secret_absent_line_is_not_available(
    tmp_path: Path, mini_cog: CodeOfficielGeographique
) -> None:
    path = write(tmp_path, "FILO2019_DISP_DEP.csv", "CODGEO;Q219\n01;1\n02;\n")
    statuts = {m.territoire: m.statut for m in filosofi_2019.build(path, mini_cog).lignes}
    assert statuts == {
        "01": Statut.VALEUR,
        "02": Statut.SECRET,
        "69": Statut.NON_DISPONIBLE,
        "976": Statut.NON_DISPONIBLE,
    }


def test_filosofi_2019_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    with pytest.raises(FichierIllisible, match="le nom doit finir par"):
        filosofi_2019.build(write(tmp_path, "filo.csv", "CODGEO;Q219\n1;1\n"), mini_cog)
    with pytest.raises(FichierIllisible, match="France métropolitaine"):
        filosofi_2019.build(write(tmp_path, "FILO2019_DISP_METROPOLE.csv", "CODGEO;Q219\n01;1\n02;1\n"), mini_cog)
    texte = "CODGEO;Q219\n200000001;1\n200000009;1\n"
    with pytest.raises(FichierIllisible, match="1 codes de EPCI sur 2 sont inconnus"):
        filosofi_2019.build(write(tmp_path, "FILO2019_DISP_EPCI.csv", texte), mini_cog)


def test_filosofi_2019_says_how_many_epci_are_absent(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    mini_cog.epcis = frozenset(f"20000000{n}" for n in range(10))
    path = write(tmp_path, "FILO2019_DISP_EPCI.csv", "CODGEO;Q219\n200000001;1\n")
    *_, avertissement = filosofi_2019.build(path, mini_cog).avertissements
    assert "et 4 autres" in avertissement


def test_populations_reference(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = "REG;COM;Commune;PMUN;PCAP;PTOT\n84;01001;Été;1 832;16;1848\n84;01002;B;267;6;273\n"
    resultat = populations_reference.build(write(tmp_path, "donnees_communes_poplegales.csv", texte), mini_cog)
    assert {m.territoire: m.valeur for m in resultat.lignes} == {"01001": 1_832.0, "01002": 267.0}


def test_populations_serie(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    lignes = "1,01001,A,10,11\n2,01002,B,20,\n3,01005,C,30,31\n4,02003,D,1,1\n5,976601,E,5,6\n"
    path = write(tmp_path, "insee-estimation-population-2024.csv", "objectid,codgeo,libgeo,p20_pop,p21_pop\n" + lignes)
    resultat = populations_serie.build(path, mini_cog)
    valeurs = {(m.territoire, m.millesime): m.valeur for m in resultat.lignes}
    assert valeurs["01001", 2020] == 10.0
    assert valeurs["97601", 2021] == 6.0
    assert valeurs["01002", 2021] is None
    assert resultat.millesimes == [2020, 2021]


def test_populations_serie_without_any_year_is_refused(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = write(tmp_path, "insee-estimation-population-2024.csv", "codgeo,libgeo\n01001,A\n")
    with pytest.raises(FichierIllisible, match="p13_pop"):
        populations_serie.build(path, mini_cog)


ENTETE_MOUVEMENTS = "MOD,DATE_EFF,TYPECOM_AV,COM_AV,TYPECOM_AP,COM_AP\n"


def test_mouvements(tmp_path: Path) -> None:
    texte = (
        "41,1968-01-01,COM,78001,COM,91001\n"
        "32,2019-01-01,COM,01006,COM,01005\n"
        "32,2019-01-01,COM,01005,COM,01005\n"
        "32,2019-01-01,COM,01006,COMD,01006\n"
        "21,2024-01-01,COM,02001,COM,02002\n"
        "10,2024-01-01,COM,04045,COM,04046\n"
    )
    faits = mouvements.build(write(tmp_path, "v_mvtcommune_2024.csv", ENTETE_MOUVEMENTS + texte))
    assert faits.successeurs == {"78001": "91001", "01006": "01005"}
    assert faits.absorptions == (("01006", "01005", "2019-01-01"),)
    assert faits.scissions == (("02001", "02002", "2024-01-01"),)


@pytest.mark.parametrize(
    ("ligne", "cause"),
    [("41,01/01/1968,COM,78001,COM,91001\n", "n’est pas une date"), ("10,2024-01-01,COM,1,COM,1\n", "aucun mouvement")],
)
def test_mouvements_refusals(tmp_path: Path, ligne: str, cause: str) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        mouvements.build(write(tmp_path, "v_mvtcommune_2024.csv", ENTETE_MOUVEMENTS + ligne))


# Quantities of sources that nobody reads yet (docs/sources.md): only the fictional territory has figures of them.
SANS_LECTEUR = {
    *("enfants_0_2_en_famille", "enfants_0_2_parents_actifs"),
    *("enfants_3_5_en_famille", "enfants_3_5_parents_actifs"),
    *("jeunes_non_inseres_15_24", "places_enfants_handicapes", "population_qpv"),
}


def test_every_source_is_documented_and_gives_known_quantities() -> None:
    for source in SOURCES.values():
        assert source.titre
        assert source.producteur
        assert source.licence
        assert source.limite.endswith(".")
        assert set(source.quantites) <= set(QUANTITES)
    couvertes = {quantite for nom, source in SOURCES.items() if nom != "fictif" for quantite in source.quantites}
    assert set(QUANTITES) - couvertes == SANS_LECTEUR
    assert set(SOURCES["fictif"].quantites) >= SANS_LECTEUR


def test_packaged_sources_say_what_their_provenance_says() -> None:
    provenance = json.loads((base.BASE_DIR / "provenance.json").read_text(encoding="utf-8"))
    dites = {
        (element["source"], element["licence"])
        for fichier in provenance["fichiers"]
        for element in fichier.get("sources", [])
        if element["source"].startswith("base_")
    }
    assert dites == {(source.identifiant, source.licence) for source in base.SOURCES}


def test_unknown_source_is_refused_with_the_known_ones() -> None:
    validate_identifiants(["comparateur", "mouvements"])
    for nom in ("insee", "base_iris"):
        with pytest.raises(SourceInconnue, match=f"« {nom} » n’existe pas ; sources connues : mouvements, "):
            validate_identifiants([nom])


def test_every_source_is_described_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    for source in SOURCES.values():
        assert f"`{source.identifiant}`" in page
        for motif in source.motifs:
            assert f"`{motif}`" in page


def test_populations_reference_of_another_year_is_named_by_its_file(
    tmp_path: Path, mini_cog: CodeOfficielGeographique
) -> None:
    path = write(tmp_path, "donnees_communes_poplegales_2022.csv", "COM;PMUN\n01001;1\n")
    resultat = populations_reference.build(path, mini_cog)
    assert resultat.millesimes == [2022]
    assert resultat.lignes[0].millesime == 2022
