"""Workbooks are read back: numbers are numbers, words are words, nothing is a formula."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from convive.documents.rendu import render_xlsx
from convive.documents.rules import Cellule, Classeur, Colonne, DocumentInvalide, Feuille, FormatCellule
from convive.donnees.rules import Statut
from tests.documents.factories import METADONNEES


@pytest.fixture
def classeur() -> Classeur:
    colonnes = [
        Colonne("Territoire", largeur=30),
        Colonne("Année", FormatCellule.ANNEE),
        Colonne("Population", FormatCellule.ENTIER),
        Colonne("Taux", FormatCellule.POURCENTAGE),
        Colonne("Le", FormatCellule.DATE),
    ]
    lignes = [
        ["=1+1", 2023, 26641, Cellule(19.83), date(2026, 6, 12)],
        ["+SUM(A1)", 2023, Cellule(None, Statut.SECRET), None, "sans date"],
        ["https://exemple.fr", 2023, 0, Cellule(3.0, Statut.SECRET), date(2026, 1, 1)],
        ["a\x00b", 2023, Cellule(12.0, Statut.PARTIEL), Cellule(0.0), date(2026, 1, 1)],
    ]
    notes = ["Source : Insee", "=HYPERLINK(1)"]
    return Classeur(
        "Portrait <A>",
        [Feuille("Données : [brutes]", colonnes, lignes, notes), Feuille("Vide", colonnes[:1], [])],
        METADONNEES,
    )


def test_xlsx_cells(classeur: Classeur) -> None:
    lu = openpyxl.load_workbook(BytesIO(render_xlsx(classeur)))
    assert lu.sheetnames == ["Données - -brutes-", "Vide"]
    page = lu.worksheets[0]
    valeurs = [[cellule.value for cellule in ligne] for ligne in page.iter_rows(min_row=3, max_row=7)]
    assert valeurs[0] == ["Territoire", "Année", "Population", "Taux", "Le"]
    assert valeurs[1][:4] == ["=1+1", 2023, 26641, 19.83]
    assert valeurs[1][4].date() == date(2026, 6, 12)
    assert valeurs[2] == ["+SUM(A1)", 2023, "s, secret", "nd, non disponible", "sans date"]
    assert valeurs[3][2:4] == [0, "s, secret"]
    assert valeurs[4][:4] == ["ab", 2023, 12, 0]
    assert [page.cell(9, 1).value, page.cell(10, 1).value] == ["Source : Insee", "=HYPERLINK(1)"]
    assert all(cellule.data_type in "snd" for ligne in page.iter_rows() for cellule in ligne)
    assert page.cell(4, 3).number_format == "#,##0"
    assert page.cell(4, 4).number_format == '#,##0.0" %"'
    assert page._hyperlinks == []


def test_xlsx_page(classeur: Classeur) -> None:
    lu = openpyxl.load_workbook(BytesIO(render_xlsx(classeur)))
    page = lu.worksheets[0]
    assert page.freeze_panes == "B4"
    assert page.auto_filter.ref == "A3:E7"
    assert page.column_dimensions["A"].width == pytest.approx(30, abs=1)
    assert lu.worksheets[1].auto_filter.ref is None
    assert (lu.properties.title, lu.properties.creator) == ("Portrait <A>", "Convive <CTG> & co")
    assert lu.properties.created.date() == METADONNEES.date


def test_xlsx_refused() -> None:
    with pytest.raises(DocumentInvalide):
        render_xlsx(Classeur("T", [], METADONNEES))
