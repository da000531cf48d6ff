"""Associations and places of digital help, on written samples in their layouts: no file of them could be had."""

import zipfile
from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Statut
from convive.donnees.sources import associations, mediation_numerique

RNA = (
    '"id";"titre";"adrs_codeinsee";"position"\n'
    '"W1";"FOOTBALL « LES ÉTOILES »";"01001";"A"\n'
    '"W2";"AMICALE; LAÏQUE";"01001";"A"\n'
    '"W3";"DISSOUTE";"01001";"D"\n'
    '"W4";"FANFARE";"01006";"A"\n'
    '"W5";"SANS SIEGE";"";"A"\n'
    '"W6";"AILLEURS";"02001";"A"\n'
)
LIEUX = (
    "id,nom,commune,code_postal,code_insee,typologie,dispositif_programmes_nationaux\n"
    "a,Espace public,A,01000,01001,TIERS_LIEUX,Conseillers numériques\n"
    "b,Médiathèque,B,01000,01002,BIB,\n"
    "b,Médiathèque,B,01000,01002,BIB,\n"
    "c,Le bus,,,,ASSO,\n"
    "d,Mairie,D,02000,02001,MUNI,\n"
)


def list_valeurs(resultat: Resultat) -> dict[str, float]:
    return {m.territoire: m.valeur for m in resultat.lignes if m.valeur is not None and m.statut == Statut.VALEUR}


@pytest.mark.parametrize("encodage", ["utf-8-sig", "latin-1"])
def test_active_associations_are_counted_by_commune(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, encodage: str
) -> None:
    path = tmp_path / "rna_waldec_20261101.csv"
    path.write_text(RNA, encoding=encodage)
    resultat = associations.build(path, mini_cog)
    assert resultat.millesimes == [2026]
    valeurs = list_valeurs(resultat)
    # 01006 is now in 01005; a commune that the register does not name has none.
    assert (valeurs["01001"], valeurs["01005"], valeurs["01002"]) == (2.0, 1.0, 0.0)
    assert "Associations actives sans code de commune, comptées nulle part : 1." in resultat.avertissements


def test_an_archive_of_departements_is_one_register(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = tmp_path / "rna_waldec_20261101.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rna_waldec_20261101_dpt_01.csv", RNA)
        archive.writestr("rna_waldec_20261101_dpt_02.csv", RNA.replace('"01001"', '"02002"'))
    valeurs = list_valeurs(associations.build(path, mini_cog))
    assert (valeurs["01001"], valeurs["02002"], valeurs["01005"], valeurs["02001"]) == (2.0, 2.0, 2.0, 2.0)


def test_a_table_of_a_departement_speaks_of_no_other(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = tmp_path / "rna_waldec_20261101_dpt_01.csv"
    path.write_text(RNA, encoding="utf-8")
    resultat = associations.build(path, mini_cog)
    assert "02001" not in list_valeurs(resultat)
    assert any("autre département que celui du fichier" in texte for texte in resultat.avertissements)


@pytest.mark.parametrize(
    ("nom", "avant", "apres", "cause"),
    [
        ("rna_waldec_20261101.csv", "adrs_codeinsee", "commune", "adrs_codeinsee.*cette colonne manque"),
        ("rna_waldec_20261101.csv", '"position"', '"etat"', "position.*cette colonne manque"),
        ("rna_waldec_20261101.csv", ';"A"', ';"D"', "position.*aucune association active"),
        ("rna_waldec_20261101.csv", 'LAÏQUE"', "LAÏQUE", "guillemets|cellules au lieu de"),
        ("rna_waldec_.csv", "W1", "W1", "le nom doit porter l’année"),
    ],
)
def test_another_register_is_refused(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, nom: str, avant: str, apres: str, cause: str
) -> None:
    path = tmp_path / nom
    path.write_text(RNA.replace(avant, apres), encoding="utf-8")
    with pytest.raises(FichierIllisible, match=cause):
        associations.build(path, mini_cog)


def test_an_archive_without_a_register_is_refused(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = tmp_path / "rna_waldec_20261101.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lisez_moi.txt", "rien")
    with pytest.raises(FichierIllisible, match="ne contient aucun fichier rna_waldec"):
        associations.build(path, mini_cog)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(FichierIllisible, match="tronquée ou abîmée"):
        associations.build(path, mini_cog)


def test_places_of_digital_help_are_counted_by_commune(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = tmp_path / "lieux-mediation-numerique-2026.csv"
    path.write_text(LIEUX, encoding="utf-8")
    resultat = mediation_numerique.build(path, mini_cog)
    valeurs = list_valeurs(resultat)
    assert (valeurs["01001"], valeurs["01002"], valeurs["01005"]) == (1.0, 1.0, 0.0)
    assert resultat.avertissements[-2:] == [
        "Lieux sans code de commune, comptés nulle part : 1.",
        "Lieux en double, comptés une fois : 1.",
    ]
    path.write_text(LIEUX.replace("code_insee", "insee"), encoding="utf-8")
    with pytest.raises(FichierIllisible, match=r"code_insee.*cette colonne manque"):
        mediation_numerique.build(path, mini_cog)
