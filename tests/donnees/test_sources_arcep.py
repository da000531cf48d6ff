"""Premises and fibre, on a written sample in the layout of the Arcep: no file of it could be had."""

from pathlib import Path

import pytest

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Statut
from convive.donnees.sources import arcep

TEXTE = (
    "code_insee;nom_com;code_dep;code_reg;nbr;type;date;elig_ftth;elig_cu\n"
    "1001;A;01;84;410;all;2025-09-30;400;410\n"
    "01001;A;01;84;400;all;2025-06-30;300;400\n"
    "01001;A;01;84;10;pro;2025-09-30;9;10\n"
    "01002;B;01;84;90;all;2025-09-30;0;90\n"
    "01006;C;01;84;50;all;2025-09-30;20;50\n"
    "01007;D;01;84;30;all;2025-09-30;;30\n"
)


def write(dossier: Path, texte: str) -> Path:
    path = dossier / "commune_techno.csv"
    path.write_text(texte, encoding="utf-8")
    return path


def test_the_last_quarter_of_a_year_is_read(tmp_path: Path, mini_cog: CodeOfficielGeographique) -> None:
    resultat = arcep.build(write(tmp_path, TEXTE), mini_cog)
    lues = {(m.territoire, m.indicateur): (m.valeur, m.statut) for m in resultat.lignes if m.valeur is not None}
    assert resultat.millesimes == [2025]
    assert lues == {
        ("01001", "locaux"): (410.0, Statut.VALEUR),
        ("01001", "locaux_fibre"): (400.0, Statut.VALEUR),
        ("01002", "locaux"): (90.0, Statut.VALEUR),
        # None is a figure; an empty cell is not.
        ("01002", "locaux_fibre"): (0.0, Statut.VALEUR),
        ("01005", "locaux"): (80.0, Statut.VALEUR),
        ("01005", "locaux_fibre"): (20.0, Statut.PARTIEL),
    }


@pytest.mark.parametrize(
    ("avant", "apres", "cause"),
    [
        ("elig_ftth", "eligible_ftth", "elig_ftth.*cette colonne manque"),
        ("2025-06-30", "T2 2025", "ligne 3.*date.*T2 2025.*pas une date"),
        ("410;all;2025-09-30;400", "410;all;2025-09-30;98 %", "ligne 2.*elig_ftth.*98 %"),
        (";all;", ";res;", "type.*aucune ligne de tous les locaux"),
        ("01002;B", "01001;B", "ligne 5.*01001 est en double"),
    ],
)
def test_another_shape_is_refused(
    tmp_path: Path, mini_cog: CodeOfficielGeographique, avant: str, apres: str, cause: str
) -> None:
    with pytest.raises(FichierIllisible, match=cause):
        arcep.build(write(tmp_path, TEXTE.replace(avant, apres)), mini_cog)
