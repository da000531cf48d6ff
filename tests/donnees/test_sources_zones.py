"""IRIS and quartiers prioritaires on tiny hand-made files: their figures, their names, what is refused."""

import json
from pathlib import Path

import pytest

from convive.donnees.actions import build_donnees
from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.requetes.zones import get_zones
from convive.donnees.rules import Maille, Statut, Zone
from convive.donnees.sources import filosofi_iris, iris, qpv_2022, qpv_2024
from tests.donnees.conftest import OpenDonnees


def write(dossier: Path, nom: str, texte: str) -> Path:
    path = dossier / nom
    path.write_text(texte, encoding="utf-8-sig")
    return path


def build_qpv(theme: str, *lignes: dict[str, str]) -> str:
    """A file with its hundreds of nameless columns, here two."""
    noms = ["CODGEO", "LIBGEO", *(("LIB_COM",) if theme == "DEMO" else ()), *qpv_2022._THEMES[theme]]
    return "\n".join(
        [";".join(noms) + ";;", *(";".join(ligne.get(nom, "") for nom in noms) + ";;" for ligne in lignes)]
    )


def test_filosofi_iris(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    noms = ["IRIS", *filosofi_iris._COLONNES.values()]
    valeurs = ["010010101", "19400", *[""] * (len(noms) - 3), "3,4"]
    path = write(tmp_path, "BASE_TD_FILO_DISP_IRIS_2019.csv", ";".join(noms) + "\n" + ";".join(valeurs))
    lignes = {m.indicateur: m for m in filosofi_iris.build(path, mini_cog).lignes}
    assert lignes["niveau_vie_median"][:2] == (Maille.IRIS, "010010101")
    assert lignes["taux_pauvrete"].statut == Statut.SECRET
    assert lignes["part_prestations_logement"].valeur == 3.4


def test_iris_are_named_in_the_commune_of_today(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = (
        "CODE_IRIS;LIB_IRIS;TYP_IRIS;DEPCOM\n010060000;Village;Z;01006\n"
        "693810101;Terreaux;H;69381\n975020000;M;Z;97502\n"
    )
    resultat = iris.build(write(tmp_path, "iris_2021.csv", texte), mini_cog)
    assert resultat.lignes == []
    assert resultat.zones == [
        Zone("iris", "010060000", "Village", "01005", "Z", "iris"),
        Zone("iris", "693810101", "Terreaux", "69123", "H", "iris"),
    ]


def test_qpv_of_2015(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    texte = build_qpv(
        "DEMO",
        {"CODGEO": "QP001001", "LIBGEO": "Gare", "LIB_COM": "01001, 01005", "POP_MUN": "6\u202f490", "A": "2\u202f068"},
        {"CODGEO": "QP001002", "LIBGEO": "Port", "LIB_COM": "Perdue", "TX_TOT_0A24": "36,3"},
        {"CODGEO": "QP976001", "LIBGEO": "Mamoudzou", "LIB_COM": "97601", "POP_MUN": "900"},
    )
    resultat = qpv_2022.build(write(tmp_path, "QPV_DEMO_2022.csv", texte), mini_cog)
    par_cle = {(m.territoire, m.indicateur): m for m in resultat.lignes}
    assert {m.maille for m in resultat.lignes} == {Maille.QUARTIER_PRIORITAIRE}
    assert par_cle["QP001001", "population_municipale"].valeur == 6_490.0
    assert par_cle["QP001001", "caf_allocataires"].valeur == 2_068.0
    assert par_cle["QP001001", "part_0_24_ans"].statut == Statut.SECRET
    # In Mayotte nothing of the census is published: nothing is hidden either.
    assert par_cle["QP976001", "part_0_24_ans"].statut == Statut.NON_DISPONIBLE
    assert [(z.territoire, z.commune) for z in resultat.zones] == [
        ("QP001001", "01001"),
        ("QP001001", "01005"),
        ("QP976001", "97601"),
    ]
    assert resultat.avertissements == [
        "Communes de quartiers que leur nom ne fait pas reconnaître : Perdue (1 en tout)."
    ]


def test_qpv_column_a_is_not_the_same_in_every_file(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    revenus = build_qpv("REVN", {"CODGEO": "QP001001", "TP60": "41,4", "ARSAS": "376"})
    lignes = {
        m.indicateur: m.valeur for m in qpv_2022.build(write(tmp_path, "QPV_REVN_2022.csv", revenus), mini_cog).lignes
    }
    assert (lignes["taux_pauvrete"], lignes["caf_allocataires_rsa"]) == (41.4, 376.0)
    emploi = build_qpv("IPRO", {"CODGEO": "QP001001", "ABC": "926"}).replace("ABC_RSA;", "ABC_RSA;A")
    resultat = qpv_2022.build(write(tmp_path, "QPV_IPRO_2022.csv", emploi), mini_cog)
    assert {m.indicateur: m.valeur for m in resultat.lignes}["demandeurs_emploi_abc"] == 926.0
    assert "caf_allocataires" not in {m.indicateur for m in resultat.lignes}
    assert resultat.zones == []


def test_qpv_of_2015_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    with pytest.raises(FichierIllisible, match="le nom doit dire le thème"):
        qpv_2022.build(write(tmp_path, "QPV_2022.csv", ""), mini_cog)
    path = write(tmp_path, "QPV_REVN_2022.csv", build_qpv("REVN", {"CODGEO": "QN00101M"}))
    with pytest.raises(FichierIllisible, match="« QN00101M » n’est pas un code de quartier de 2015"):
        qpv_2022.build(path, mini_cog)


QUARTIERS = {
    "features": [
        {"properties": {"insee_com": "01001", "code_qp": "QN00101M, QN00102M", "lib_qp": "Gare, Port"}},
        {"properties": {"insee_com": "01005", "code_qp": "QN00102M", "lib_qp": "Port"}},
        {"properties": {"insee_com": "97502", "code_qp": "QN97501M", "lib_qp": "Loin"}},
    ]
}


def test_qpv_of_2024_straddles_and_is_counted_once_above(
    tmp_path: Path, mini_base: Path, open_donnees: OpenDonnees
) -> None:
    depot = tmp_path / "depot"
    depot.mkdir()
    write(depot, "centroide-4326_qpv.geojson", json.dumps(QUARTIERS))
    write(depot, "iris_2021.csv", "CODE_IRIS;LIB_IRIS;TYP_IRIS;DEPCOM\n010010000;Village;Z;01001\n")
    donnees_dir = tmp_path / "donnees"
    bilan = build_donnees(donnees_dir=donnees_dir, depot_dir=depot, base_dir=mini_base)
    assert bilan.manifeste.refus == []
    open_donnees(donnees_dir)
    cibles = [
        ("commune", "01001"),
        ("commune", "01002"),
        ("epci", "200000001"),
        ("france", "FR"),
        ("epci", "200000002"),
    ]
    lignes = get_mesures(cibles, ["quartiers_prioritaires", "communes_quartier_prioritaire"])
    valeurs = {(m.territoire, m.indicateur): m.valeur for m in lignes}
    assert [valeurs[code, "quartiers_prioritaires"] for _, code in cibles] == [2.0, 0.0, 2.0, 2.0, 0.0]
    assert [valeurs[code, "communes_quartier_prioritaire"] for _, code in cibles] == [1.0, 0.0, 2.0, 2.0, 0.0]
    assert [(z.maille, z.territoire, z.nom) for z in get_zones(["01001"])] == [
        ("iris", "010010000", "Village"),
        ("quartier_prioritaire", "QN00101M", "Gare"),
        ("quartier_prioritaire", "QN00102M", "Port"),
    ]
    assert [z.commune for z in get_zones(["01005", "01001"], [Maille.QUARTIER_PRIORITAIRE])] == [
        "01001",
        "01001",
        "01005",
    ]


@pytest.mark.parametrize(
    ("contenu", "cause"),
    [
        ([], "pas la liste des quartiers"),
        ({"features": []}, "aucun quartier"),
        ({"features": [{"properties": {"insee_com": "01001", "code_qp": "QP001001", "lib_qp": "A"}}]}, "« QP001001 »"),
        ({"features": [{"properties": {"insee_com": None, "code_qp": "QN00101M"}}]}, "pas la liste des quartiers"),
    ],
)
def test_qpv_of_2024_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique, contenu: object, cause: str) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        qpv_2024.build(write(tmp_path, "centroide-4326_qpv.geojson", json.dumps(contenu)), mini_cog)
