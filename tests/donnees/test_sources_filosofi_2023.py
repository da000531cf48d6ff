"""Filosofi 2023, on a written sample in the layout of the Melodi catalogue: no file of it could be had."""

import zipfile
from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Maille, Statut
from convive.donnees.sources import filosofi_2023

ENTETE = "GEO;GEO_OBJECT;FILOSOFI_MEASURE;UNIT_MEASURE;UNIT_MULT;CONF_STATUS;OBS_STATUS;TIME_PERIOD;OBS_VALUE"
LIGNES = (
    "01001;COM;MED_SL;EUR_YR;0;F;A;2023;25820.0",
    "01001;COM;PR_MD60;PT;0;C;O;2023;",
    "01002;COM;MED_SL;EUR_YR;0;F;O;2023;",
    "01002;COM;D1_SL;EUR_YR;0;F;A;2023;1",
    "69381;ARM;MED_SL;EUR_YR;0;F;A;2023;31000",
    "200000001;EPCI;PR_MD60;PT;0;F;A;2023;9.5",
    "01;DEP;MED_SL;EUR_YR;0;F;A;2023;24000",
    "84;REG;MED_SL;EUR_YR;0;F;A;2023;23500",
    "FM;FRANCE;MED_SL;EUR_YR;0;F;A;2023;24330",
    "F;FRANCE;MED_SL;EUR_YR;0;F;O;2023;",
    "001;AAV2020;MED_SL;EUR_YR;0;F;A;2023;1",
)
RUPTURE, FILE = Statut.RUPTURE_DE_SERIE, "DS_FILOSOFI_CC_2023_data.csv"


def write(dossier: Path, *lignes: str, entete: str = ENTETE) -> Path:
    path = dossier / FILE
    path.write_text("\n".join([entete, *lignes]), encoding="utf-8")
    return path


@pytest.mark.parametrize("is_zip", [False, True])
def test_every_level_is_a_break_in_series(tmp_path: Path, mini_cog: CodeOfficielGeographique, is_zip: bool) -> None:
    path = write(tmp_path, *LIGNES)
    if is_zip:
        path = tmp_path / "DS_FILOSOFI_CC_2023_CSV_FR.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(tmp_path / FILE, FILE)
            archive.writestr("DS_FILOSOFI_CC_2023_metadata.csv", "COD_VAR;LIB_VAR\n")
    resultat = filosofi_2023.build(path, mini_cog)
    lues = {(m.maille, m.territoire, m.indicateur): (m.valeur, m.statut) for m in resultat.lignes}
    assert resultat.millesimes == [2023]
    assert lues["commune", "01001", "niveau_vie_median"] == (25_820.0, RUPTURE)
    # Hidden, published without a number, of a city whose median is that of none of its parts.
    assert lues["commune", "01001", "taux_pauvrete"] == (None, Statut.SECRET)
    assert lues["commune", "01002", "niveau_vie_median"] == (None, Statut.NON_DISPONIBLE)
    assert lues["arrondissement_municipal", "69381", "niveau_vie_median"] == (31_000.0, RUPTURE)
    assert lues.get(("commune", "69123", "niveau_vie_median"), (None, ""))[0] is None
    assert lues["epci", "200000001", "taux_pauvrete"] == (9.5, RUPTURE)
    assert lues["departement", "01", "niveau_vie_median"] == (24_000.0, RUPTURE)
    assert lues["region", "84", "niveau_vie_median"] == (23_500.0, RUPTURE)
    assert {m.indicateur for m in resultat.lignes} == {"niveau_vie_median", "taux_pauvrete"}
    (france,) = [m for m in resultat.lignes if m.maille == Maille.FRANCE]
    # Mayotte is the one commune overseas of this code list.
    assert (france.valeur, france.communes_connues, france.communes_total) == (24_330.0, 7, 8)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda texte: texte.replace("FILOSOFI_MEASURE", "MESURE"), "FILOSOFI_MEASURE.*cette colonne manque"),
        (lambda texte: texte.replace("CONF_STATUS", "CONF"), "CONF_STATUS.*cette colonne manque"),
        (lambda texte: texte.replace("25820.0", "25 k€"), "ligne 2.*OBS_VALUE.*25 k€.*pas un nombre"),
        (lambda texte: texte.replace(";0;F;A;2023;25820", ";3;F;A;2023;25820"), "UNIT_MULT.*ni l’euro"),
        (lambda texte: f"{texte}\n{LIGNES[0]}", "01001 a deux valeurs en 2023"),
        (lambda texte: texte.replace("MED_SL", "MED").replace("PR_MD60", "PR"), "aucune ligne de MED_SL ni de PR_MD60"),
    ],
    ids=["mesure", "secret", "nombre", "unite", "double", "vide"],
)
def test_another_shape_is_refused(tmp_path: Path, mini_cog: CodeOfficielGeographique, change, cause: str) -> None:
    path = write(tmp_path, *LIGNES)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(FichierIllisible, match=cause):
        filosofi_2023.build(path, mini_cog)
