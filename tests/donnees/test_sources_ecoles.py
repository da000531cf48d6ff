"""Pupils and classes of the schools, joined to the directory; coverage rates of every commune."""

from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Mesure, Statut
from convive.donnees.sources import couverture_communes, effectifs_ecoles
from tests.donnees.atelier import Atelier

NOM = "fr-en-ecoles-effectifs-nb_classes.csv"
ENTETE = "rentree_scolaire;numero_ecole;commune;secteur;nombre_total_eleves;nombre_total_classes\n"
ANNUAIRE = (
    "identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;code_commune;"
    "ecole_maternelle;ecole_elementaire;nombre_d_eleves;latitude;longitude\n"
    "0010001A;A;Ecole;Public;{};1;1;120;46.1;5.2\n"
    "0010002B;B;Ecole;Privé;01002;1;1;80;46.1;5.2\n"
    "0020003C;C;Ecole;Public;02001;1;1;80;46.1;5.2\n"
)
LIGNES = (
    "2023;0010001A;01000;PUBLIC;120;5\n"
    "2023;0010002B;01000;PRIVE;80;4\n"
    "2022;0010001A;01000;PUBLIC;130;6\n"
    "2022-2023;0010002B;01000;PRIVE;;\n"
)
ECOLES = {"0010001A": "01001", "0010002B": "01002", "0020003C": "02001"}


def write(dossier: Path, nom: str, texte: str) -> Path:
    path = dossier / nom
    path.write_text(texte, encoding="utf-8-sig")
    return path


def index_mesures(resultat: Resultat) -> dict[tuple[str, str, int], Mesure]:
    return {(m.territoire, m.indicateur, m.millesime): m for m in resultat.lignes}


def test_school_takes_the_commune_of_the_directory(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    resultat = effectifs_ecoles.build(write(tmp_path, NOM, ENTETE + LIGNES), mini_cog, ECOLES)
    par_cle = index_mesures(resultat)
    assert resultat.millesimes == [2022, 2023]
    assert par_cle["01001", "eleves_ecoles", 2023].valeur == 120.0
    assert par_cle["01001", "classes_ecoles", 2022].valeur == 6.0
    assert par_cle["01002", "eleves_ecoles", 2023].valeur == 80.0
    # A commune whose only school gives no count is not a commune without pupils.
    assert par_cle["01002", "eleves_ecoles", 2022].statut == Statut.NON_DISPONIBLE
    assert not any("Rentrée" in phrase for phrase in resultat.avertissements)


def test_schools_that_closed_since_are_said_then_refuse_the_year(
    tmp_path: Path, mini_cog: CodeOfficielGeographique
) -> None:
    lignes = LIGNES + "2023;0019999Z;01000;PUBLIC;1;1\n2022;0019999Z;01000;PUBLIC;60;3\n"
    resultat = effectifs_ecoles.build(write(tmp_path, NOM, ENTETE + lignes), mini_cog, ECOLES)
    assert resultat.millesimes == [2023]
    assert resultat.avertissements[-2:] == [
        "Rentrée 2022 écartée : 60 élèves sur 190, plus d’un sur cent, sont dans une école que l’annuaire n’a pas.",
        "Rentrée 2023 : écoles qui ne sont plus dans l’annuaire : 1.",
    ]
    with pytest.raises(FichierIllisible, match="presque aucune"):
        effectifs_ecoles.build(tmp_path / NOM, mini_cog, {"0999999Z": "01001"})


def test_download_is_checked_without_the_directory(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    resultat = effectifs_ecoles.build(write(tmp_path, NOM, ENTETE + LIGNES), mini_cog)
    assert (resultat.lignes, resultat.millesimes) == ([], [2022, 2023])


@pytest.mark.parametrize(
    ("lignes", "cause"),
    [
        ("hier;0010001A;01000;PUBLIC;1;1\n", "ligne 2, colonne « rentree_scolaire » : « hier » n’est pas une rentrée"),
        ("2023;0010001A;01000;PUBLIC;x;1\n", "« x » n’est pas un nombre"),
        ("2023;0010001A;01000;PUBLIC;1;1\n" * 2, "l’école 0010001A a deux lignes en 2023"),
        ("2023;0010001A;01000;PUBLIC;;\n", "aucune école n’a d’effectif"),
    ],
)
def test_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique, lignes: str, cause: str) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        effectifs_ecoles.build(write(tmp_path, NOM, ENTETE + lignes), mini_cog, ECOLES)


def test_build_needs_the_directory_and_follows_it(atelier: Atelier) -> None:
    atelier.write(ENTETE + "2023;0010001A;01000;PUBLIC;120;5\n", NOM)
    etat = atelier.build().manifeste.get_source("effectifs_ecoles")
    assert etat is not None
    assert etat.etat == "refuse"
    assert "l’annuaire de l’éducation n’est pas chargé" in etat.refus[0]
    atelier.write(ANNUAIRE.format("01001"), "fr-en-annuaire-education-2025.csv")
    atelier.build()
    found = atelier.get("commune", "01001", "classes_ecoles")
    assert found is not None
    assert found[:3] == (5.0, "valeur", "effectifs_ecoles")
    # A school that moves in the directory moves here, although the table has not changed.
    atelier.write(ANNUAIRE.format("01005"), "fr-en-annuaire-education-2025.csv")
    atelier.build()
    moved = atelier.get("commune", "01005", "classes_ecoles")
    assert moved is not None
    assert moved[0] == 5.0


def test_rate_of_every_commune(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = "NUM_COM;tauxcouv_com;NUMZEMPL;NOMZEMPL\n01001;60,9;8405;A\n01002;;8405;A\n01005;131,2;8405;A\n"
    resultat = couverture_communes.build(write(tmp_path, "TAUXCOUV2021.csv", texte), mini_cog)
    par_cle = index_mesures(resultat)
    taux = "taux_couverture_petite_enfance"
    assert par_cle["01001", taux, 2021].valeur == 60.9
    assert par_cle["01002", taux, 2021].statut == Statut.NON_DISPONIBLE
    assert par_cle["01005", taux, 2021].valeur == 131.2
    with pytest.raises(FichierIllisible, match="le nom doit porter l’année"):
        couverture_communes.build(write(tmp_path, "TAUXCOUV.csv", texte), mini_cog)
