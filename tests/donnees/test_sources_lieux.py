"""National lists of places: schools, France services; their counts by commune, their zeros, their positions."""

import json
import struct
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from convive.donnees.actions import build_donnees
from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import Resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.requetes.lieux import get_lieux
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.requetes.zones import get_zones
from convive.donnees.rules import Mesure, NatureLieu, Statut
from convive.donnees.sources import annuaire_education, france_services, ips
from tests.donnees.conftest import OpenDonnees

ANNUAIRE = (
    "identifiant_de_l_etablissement;nom_etablissement;type_etablissement;statut_public_prive;code_commune;"
    "ecole_maternelle;ecole_elementaire;nombre_d_eleves;latitude;longitude;etat\n"
    "0010001A;École A;Ecole;Public;01001;1;1;120;46.1;5.2;OUVERT\n"
    "0010001A;École A, site 2;Ecole;Public;01001;1;1;120;46.1;5.2;OUVERT\n"
    "0010002B;École B;Ecole;Privé;01001;0;1;;;;OUVERT\n"
    "0010003C;École fermée;Ecole;Public;01001;1;0;10;46.1;5.2;FERME\n"
    "0010004D;Collège D;Collège;Public;01006;;;400;46.1;5.2;OUVERT\n"
    "0690005E;Lycée E;Lycée;Public;69381;;;900;45.7;4.8;OUVERT\n"
    "0690006F;Lycée F;Lycée;Public;69380;;;900;45.7;4.8;OUVERT\n"
    "0010007G;Rectorat;Service Administratif;;01001;;;;;;OUVERT\n"
)
FS = (
    '"id_fs","lib_fs","adresse","insee_com","code_postal","latitude","longitude","mail","telephone","h_lundi",'
    '"h_mardi","h_mercredi","h_jeudi","h_vendredi","h_samedi","commentaire","type_fs","format_fs"\n'
    '"1","France services de A","1 rue\nde la Gare","01001","01000",46.1,5.2,,,"09:00 - 12:00",,,,,,"texte",'
    '"Principal","Fixe"\n'
    '"2","Bus B",,"01005",,,,,,,,,,,,,"Principal","Bus_équivalent"\n'
    '"3","Antenne C","place","02001","02000",49.1,3.2,,,,,,,,,,"Antenne","Fixe_antenne(s)"\n'
    '"4","Lyon 1","place","69381","69001",45.1,4.2,,,,,,,,,,"Principal","Fixe"\n'
)


def write(dossier: Path, nom: str, texte: str) -> Path:
    path = dossier / nom
    path.write_text(texte, encoding="utf-8")
    return path


def index_mesures(resultat: Resultat) -> dict[tuple[str, str], Mesure]:
    return {(m.territoire, m.indicateur): m for m in resultat.lignes}


def test_annuaire_counts_places_once_and_absence_is_zero(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    resultat = annuaire_education.build(write(tmp_path, "fr-en-annuaire-education.csv", ANNUAIRE), mini_cog)
    par_cle = index_mesures(resultat)
    assert {q: par_cle["01001", q].valeur for q in annuaire_education.SOURCE.quantites} == {
        "ecoles": 2.0,
        "ecoles_maternelles": 1.0,
        "ecoles_elementaires": 2.0,
        "ecoles_publiques": 1.0,
        "ecoles_eleves": 120.0,
        "colleges": 0.0,
        "lycees": 0.0,
        "etablissements_medico_sociaux": 0.0,
    }
    # Nothing listed in the Ain for 01002: there is none. Nothing listed in the Aisne at all: nobody knows.
    assert par_cle["01002", "ecoles"].valeur == 0.0
    assert par_cle["02001", "ecoles"].statut == Statut.NON_DISPONIBLE
    # A collège in a former commune is in the one that absorbed it.
    assert par_cle["01005", "colleges"].valeur == 1.0
    # Lyon counts its arrondissements and what is under its own code, each once.
    assert par_cle["69123", "lycees"].valeur == 2.0
    assert par_cle["69381", "lycees"].valeur == 1.0
    assert par_cle["69382", "lycees"].valeur == 0.0
    assert resultat.avertissements == ["1 établissements sont en double, ils sont comptés une fois."]
    assert resultat.millesimes == [2025]


def test_annuaire_places(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    resultat = annuaire_education.build(write(tmp_path, "fr-en-annuaire-education-2026.csv", ANNUAIRE), mini_cog)
    lieux = {lieu.identifiant: lieu for lieu in resultat.lieux}
    assert len(lieux) == 5
    ecole = lieux["0010001A"]
    assert ecole[:7] == (NatureLieu.ECOLE, "0010001A", "École A", "01001", "", 5.2, 46.1)
    assert json.loads(ecole.details) == {"statut": "Public", "maternelle": True, "elementaire": True, "eleves": 120}
    assert lieux["0010002B"].longitude is None
    assert lieux["0690005E"].commune == "69123"
    assert ecole.millesime == 2026


def test_annuaire_in_parquet_reads_the_points(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    point = struct.pack("<BIdd", 1, 1, 5.2, 46.1)
    textes = ("0010001A", "École A", "Ecole", "Public", "01001")
    colonnes = {nom: [t, t] for nom, t in zip(annuaire_education._COLONNES[:5], textes, strict=True)}
    colonnes["identifiant_de_l_etablissement"] = ["0010001A", "0010002B"]
    table = pa.table(
        colonnes
        | {"ecole_maternelle": [1.0, None], "ecole_elementaire": [0.0, None], "nombre_d_eleves": [30.0, None]}
        | {"geometry": [point, point[:9]]}
    )
    path = tmp_path / "annuaire_ecoles_france_mini.parquet"
    pq.write_table(table, path)
    resultat = annuaire_education.build(path, mini_cog)
    assert [(lieu.longitude, lieu.latitude) for lieu in resultat.lieux] == [(5.2, 46.1), (None, None)]
    # One département out of four is an extract: what it does not list stays unsaid.
    assert {m.territoire for m in resultat.lignes} == {"01001"}
    assert index_mesures(resultat)["01001", "ecoles"].valeur == 2.0


@pytest.mark.parametrize(
    ("avant", "apres", "cause"),
    [("120;46.1", "cent;46.1", "« cent » n’est pas un nombre"), (";longitude", ";x", "cette colonne manque")],
)
def test_annuaire_refusals(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, avant: str, apres: str, cause: str
) -> None:
    path = write(tmp_path, "fr-en-annuaire-education.csv", ANNUAIRE.replace(avant, apres, 1))
    with pytest.raises(FichierIllisible, match=cause):
        annuaire_education.build(path, mini_cog)


def test_annuaire_without_any_school_is_refused(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    entete = ANNUAIRE.splitlines()[0]
    path = write(tmp_path, "fr-en-annuaire-education.csv", f"{entete}\n1;A;Autre;;01001;;;;;;\n")
    with pytest.raises(FichierIllisible, match="aucune école"):
        annuaire_education.build(path, mini_cog)


IPS = "rentree_scolaire;uai;nom_de_l_etablissment;code_insee_de_la_commune;secteur;effectifs;ips\n"


def test_ips_is_summed_so_that_a_mean_can_be_weighted(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    lignes = (
        "2022-2023;1;A;01001;public;100.0;80.0\n2022-2023;2;B;01001;privé sous contrat;50.0;110.5\n"
        "2023-2024;1;A;01001;public;90.0;NS\n2022-2023;3;C;02001;public;10;90\n2022-2023;4;D;69381;public;10;100\n"
    )
    resultat = ips.build(write(tmp_path, "fr-en-ips-ecoles-ap2022.csv", IPS + lignes), mini_cog)
    par_cle = index_mesures(resultat)
    assert par_cle["01001", "ips_ecoles_points"].valeur == 13_525.0
    assert par_cle["01001", "ips_ecoles_eleves"].valeur == 150.0
    assert par_cle["01001", "ips_ecoles_eleves_prive"].valeur == 50.0
    assert par_cle["01001", "ips_ecoles_moins_90"].valeur == 1.0
    assert par_cle["69123", "ips_ecoles_moins_90"].valeur == 0.0
    assert par_cle["69123", "ips_ecoles_nombre"].valeur == 1.0
    # 02002 left 02001 in 2024: in 2022 the two were one.
    for code in ("02001", "02002"):
        assert par_cle[code, "ips_ecoles_nombre"].statut == Statut.SCISSION_INCOMPLETE
    assert par_cle["02003", "ips_ecoles_nombre"].valeur == 0.0
    assert resultat.millesimes == [2022]
    assert ("01001", "ips_colleges_nombre") not in par_cle


@pytest.mark.parametrize(
    ("nom", "ligne", "cause"),
    [
        ("fr-en-ips-lycees-ap2023.csv", "2022-2023;1;A;01001;public;1;80\n", "« ecoles » ou « colleges »"),
        ("fr-en-ips-ecoles-ap2022.csv", "2022;1;A;01001;public;1;80\n", "ligne 2, .*« 2022 » n’est pas une année"),
        ("fr-en-ips-ecoles-ap2022.csv", "2022-2023;1;A;01001;public;1;x\n", "« x » n’est pas un nombre"),
        ("fr-en-ips-ecoles-ap2022.csv", "2022-2023;1;A;01001;public;1;NS\n", "aucun établissement"),
        ("fr-en-ips-ecoles-ap2022.csv", "2022-2023;1;A;01001;public;1;80\n" * 2, "1 est déjà à la ligne 2"),
    ],
)
def test_ips_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique, nom: str, ligne: str, cause: str) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        ips.build(write(tmp_path, nom, IPS + ligne), mini_cog)


def test_france_services(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    resultat = france_services.build(write(tmp_path, "liste-fs-20240801.csv", FS), mini_cog)
    par_cle = index_mesures(resultat)
    assert resultat.millesimes == [2024]
    assert par_cle["01001", "france_services"].valeur == 1.0
    assert par_cle["01005", "france_services_itinerantes"].valeur == 1.0
    assert par_cle["01002", "france_services"].valeur == 0.0
    assert par_cle["69123", "france_services"].valeur == 1.0
    # 02002 was created in January 2024: the list of August knows it.
    assert par_cle["02002", "france_services"].valeur == 0.0
    assert par_cle["97601", "france_services"].statut == Statut.NON_DISPONIBLE
    lieu = resultat.lieux[0]
    assert lieu.adresse == "1 rue\nde la Gare, 01000"
    assert json.loads(lieu.details) == {
        "type": "Principal",
        "format": "Fixe",
        "horaires": {"lundi": "09:00 - 12:00"},
    }
    assert resultat.lieux[1].adresse == ""


@pytest.mark.parametrize(
    ("nom", "texte", "cause"),
    [
        ("liste-fs.csv", FS, "le nom doit porter l’année"),
        ("liste-fs-2024.csv", FS.replace('"2","Bus', '"1","Bus'), "la structure 1 est en double"),
        ("liste-fs-2024.csv", FS.replace("46.1", "nord"), "« nord » n’est pas un nombre"),
        ("liste-fs-2024.csv", FS.split("\n")[0] + "\n", "aucune structure"),
    ],
)
def test_france_services_refusals(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, nom: str, texte: str, cause: str
) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        france_services.build(write(tmp_path, nom, texte), mini_cog)


def test_places_are_listed_by_commune_from_the_latest_vintage(
    tmp_path: Path, mini_base: Path, open_donnees: OpenDonnees
) -> None:
    depot = tmp_path / "depot"
    depot.mkdir()
    write(depot, "liste-fs-20240801.csv", FS)
    write(depot, "liste-fs-20250801.csv", FS.replace("France services de A", "France services d’Alpha"))
    write(depot, "fr-en-annuaire-education.csv", ANNUAIRE)
    donnees_dir = tmp_path / "donnees"
    build_donnees(donnees_dir=donnees_dir, depot_dir=depot, base_dir=mini_base)
    open_donnees(donnees_dir)
    lieux = get_lieux(["01001", "01005", "01001"])
    assert [(lieu.commune, lieu.nature, lieu.nom) for lieu in lieux] == [
        ("01001", "ecole", "École A"),
        ("01001", "ecole", "École B"),
        ("01001", "france_services", "France services d’Alpha"),
        ("01005", "college", "Collège D"),
        ("01005", "france_services", "Bus B"),
    ]
    assert lieux[2].details["horaires"] == {"lundi": "09:00 - 12:00"}
    assert (lieux[2].millesime, lieux[2].source) == (2025, "france_services")
    assert [lieu.nom for lieu in get_lieux(["01001"], [NatureLieu.FRANCE_SERVICES])] == ["France services d’Alpha"]
    assert get_lieux([]) == get_lieux(["01001"], []) == get_lieux(["02003"]) == []
    assert get_zones(["01001"]) == get_zones([]) == get_zones(["01001"], []) == []
    (somme,) = get_mesures([("epci", "200000001")], ["france_services"], [2025])
    assert (somme.valeur, somme.statut) == (2.0, Statut.VALEUR)
    # A second build with nothing new keeps them; without the file, they go.
    (depot / "fr-en-annuaire-education.csv").unlink()
    build_donnees(donnees_dir=donnees_dir, depot_dir=depot, base_dir=mini_base)
    assert {lieu.nature for lieu in get_lieux(["01001", "01005"])} == {"france_services"}
