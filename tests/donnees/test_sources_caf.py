"""CNAF sources on tiny hand-made files."""

import gzip
from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Maille, Statut
from convive.donnees.sources import caf_iris, caf_precarite

ENTETE = ["CODGEO", "NOTE", *caf_iris.COLONNES]


def build_caf(*lignes: dict[str, str]) -> str:
    return "\n".join([";".join(ENTETE), *(";".join(ligne.get(nom, "") for nom in ENTETE) for ligne in lignes)])


def test_iris_keeps_its_level_and_an_empty_cell_is_a_secret(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = tmp_path / "data_CAF_2020_IRIS.csv.gz"
    texte = build_caf(
        {"CODGEO": "010010101", "NOTE": "0", "A": "1\u202f485", "ENF_2": "83"},
        {"CODGEO": "010060102", "NOTE": "3"},
    )
    path.write_bytes(gzip.compress(texte.encode("utf-8-sig")))
    resultat = caf_iris.build(path, mini_cog)
    par_cle = {(m.territoire, m.indicateur): m for m in resultat.lignes}
    assert {m.maille for m in resultat.lignes} == {Maille.IRIS}
    assert {m.millesime for m in resultat.lignes} == {2020}
    assert par_cle["010010101", "caf_allocataires"].valeur == 1_485.0
    # NOTE 0 and an empty cell: one small count is hidden, not the IRIS.
    assert par_cle["010010101", "caf_enfants_3_5"].statut == Statut.SECRET
    # The code of a commune that was absorbed since is known.
    assert par_cle["010060102", "caf_enfants_0_2"][4:6] == (None, Statut.SECRET)


@pytest.mark.parametrize(
    ("nom", "lignes", "cause"),
    [
        ("data_CAF_IRIS.csv", [{"CODGEO": "010010101"}], "le nom doit porter l’année"),
        ("data_CAF_2020_IRIS.csv", [{"CODGEO": "01001"}], "n’est pas un code d’IRIS"),
        ("data_CAF_2020_IRIS.csv", [{"CODGEO": "880010101"}], "1 codes de commune sur 1 sont inconnus"),
        ("data_CAF_2020_IRIS.csv", [{"CODGEO": "010010101", "A": "beaucoup"}], "ligne 2, colonne « A »"),
    ],
)
def test_iris_refusals(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, nom: str, lignes: list[dict[str, str]], cause: str
) -> None:
    path = tmp_path / nom
    path.write_text(build_caf(*lignes))
    with pytest.raises(FichierIllisible, match=cause):
        caf_iris.build(path, mini_cog)


def test_damaged_gzip_is_refused(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = tmp_path / "data_CAF_2016_IRIS.csv.gz"
    entier = gzip.compress(build_caf({"CODGEO": "010010101"}).encode())
    for octets in (entier[: len(entier) // 2], b"CODGEO;NOTE\n"):
        path.write_bytes(octets)
        with pytest.raises(FichierIllisible, match="tronqué ou abîmé"):
            caf_iris.build(path, mini_cog)


def test_precarite_is_a_rate_that_is_only_copied(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    path = tmp_path / "caf-by-commune.json"
    part = "rsaShareAmongHouseholdsPercent"
    path.write_text(
        f'{{"01001": {{"{part}": 0, "vintage": 2024}}, "01005": {{"{part}": 5, "vintage": 2024}}, '
        f'"01006": {{"{part}": 7, "vintage": 2024}}, "69123": {{"{part}": null, "vintage": 2024}}, '
        f'"69381": {{"{part}": 8, "vintage": 2024}}}}'
    )
    resultat = caf_precarite.build(path, mini_cog)
    par_cle = {m.territoire: m for m in resultat.lignes}
    assert par_cle["01001"].valeur == 0.0
    assert par_cle["01005"].statut == Statut.NON_CALCULABLE
    assert par_cle["69123"].statut == Statut.NON_DISPONIBLE
    assert par_cle["69381"].valeur == 8.0
    assert resultat.millesimes == [2024]


@pytest.mark.parametrize(
    ("texte", "cause"),
    [
        ('{"01001": {"vintage": 2024', "tronqué ou abîmé"),
        ("[" * 100_000, "JSON"),
        ("[1]", "n’est pas un objet"),
        ("{}", "n’est pas un objet"),
        ('{"01001": {"vintage": 2024}}', "la commune 01001 n’a pas la forme attendue"),
        ('{"01001": 3}', "la commune 01001 n’a pas la forme attendue"),
    ],
)
def test_precarite_refusals(tmp_path: Path, mini_cog: CodeOfficielGeographique, texte: str, cause: str) -> None:
    path = tmp_path / "caf-by-commune.json"
    path.write_text(texte)
    with pytest.raises(FichierIllisible, match=cause):
        caf_precarite.build(path, mini_cog)
