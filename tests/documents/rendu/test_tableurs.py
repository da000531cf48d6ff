"""ODS and CSV are read back: what a cell holds, and that nothing becomes a formula."""

import csv
import zipfile
from datetime import date
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Document as DocumentOdf

from convive.documents.rendu import render_contenu, render_csv, render_ods, render_xlsx
from convive.documents.rules import Cellule, Classeur, Colonne, DocumentInvalide, Feuille, FormatCellule
from convive.documents.rules.classeur import is_dangereux, protect_texte
from convive.donnees.rules import Statut
from tests.documents.factories import METADONNEES

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
FORMULES = ("=1+1", "+33 1", "-2+3", "@SOMME(A1)", "\t=1", "\r=1", "＝1+1", "  =1+1", "\u00a0@x")


@pytest.fixture
def classeur() -> Classeur:
    colonnes = [
        Colonne("Territoire", largeur=30),
        Colonne("Population", FormatCellule.ENTIER),
        Colonne("Taux", FormatCellule.POURCENTAGE),
        Colonne("Le", FormatCellule.DATE),
    ]
    lignes = [
        ["Aubrelle <&>", 26641, Cellule(19.83), date(2026, 6, 12)],
        ["deux\nlignes", -3, Cellule(None, Statut.SECRET), None],
    ]
    return Classeur("Portrait <A>", [Feuille("Données : [a]", colonnes, lignes, ["Source : Insee"])], METADONNEES)


def read_ods(contenu: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        assert archive.testzip() is None
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        return {nom: ElementTree.fromstring(archive.read(nom)) for nom in archive.namelist() if nom.endswith(".xml")}  # noqa: S314 - our own output


def test_ods_cells(classeur: Classeur) -> None:
    contenu = render_ods(classeur)
    assert contenu == render_ods(classeur)
    (table,) = DocumentOdf(BytesIO(contenu)).body.tables
    assert table.name == "Données - -a-"
    valeurs = [[cellule.value for cellule in ligne.get_cells()] for ligne in table.rows]
    assert valeurs[2] == ["Territoire", "Population", "Taux", "Le"]
    assert [float(v) if not isinstance(v, str) else v for v in valeurs[3][:3]] == ["Aubrelle <&>", 26641, 19.83]
    assert valeurs[3][3] == date(2026, 6, 12)
    assert valeurs[4][2:] == ["s, secret", "nd, non disponible"]
    assert valeurs[6][0] == "Source : Insee"


def test_ods_header_is_repeated_and_stays_in_sight(classeur: Classeur) -> None:
    parts = read_ods(render_ods(classeur))
    (entete,) = parts["content.xml"].iter(f"{TABLE}table-header-rows")
    assert len(list(entete.iter(f"{TABLE}table-cell"))) == 4
    (filtre,) = parts["content.xml"].iter(f"{TABLE}database-range")
    assert filtre.get(f"{TABLE}target-range-address") == "'Données - -a-'.A3:'Données - -a-'.D5"
    reglages = {e.get(e.tag.split("}")[0] + "}name"): e.text for e in parts["settings.xml"].iter() if e.text}
    assert (reglages["VerticalSplitPosition"], reglages["HorizontalSplitPosition"]) == ("3", "1")
    textes = [e.text for e in parts["meta.xml"].iter() if e.text]
    assert {"Portrait <A>", "Convive <CTG> & co", "fr-FR"} <= set(textes)


@pytest.mark.parametrize("texte", FORMULES)
def test_text_never_becomes_a_formula(texte: str) -> None:
    classeur = Classeur("T", [Feuille(texte, [Colonne(texte)], [[texte]], [texte])], METADONNEES)
    content = read_ods(render_ods(classeur))["content.xml"]
    for cellule in content.iter(f"{TABLE}table-cell"):
        assert cellule.get(f"{TABLE}formula") is None
        assert cellule.get(f"{OFFICE}value-type") in ("string", None)
    octets, extension = render_csv(classeur)
    entete, ligne = csv.reader(StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";")
    assert extension == "csv"
    assert entete == ligne == ["'" + texte.replace("\r", "")]
    # Excel keeps « this is text » on the cell, even when somebody edits it or saves it as CSV.
    with zipfile.ZipFile(BytesIO(render_xlsx(classeur))) as archive:
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@given(st.text())
def test_protected_text_is_the_text_and_is_not_a_formula(texte: str) -> None:
    protege = protect_texte(texte)
    assert protege.removeprefix("'") == texte.removeprefix("'") or protege == texte
    assert not is_dangereux(protege)


def test_csv_numbers_are_french_and_dates_are_sortable(classeur: Classeur) -> None:
    fichier = render_contenu(classeur, "csv")
    assert fichier.format.extension == "csv"
    lignes = list(csv.reader(StringIO(fichier.contenu.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert lignes == [
        ["Territoire", "Population", "Taux", "Le"],
        ["Aubrelle <&>", "26641", "19,83", "2026-06-12"],
        ["deux\nlignes", "-3", "s, secret", "nd, non disponible"],
    ]


def test_csv_of_several_sheets_is_an_archive() -> None:
    feuilles = [Feuille(titre, [Colonne("a")], [[1.0]]) for titre in ("Chiffres", "Chiffres", "???")]
    fichier = render_contenu(Classeur("T", feuilles, METADONNEES), "csv")
    assert fichier.format.extension == "zip"
    with zipfile.ZipFile(BytesIO(fichier.contenu)) as archive:
        assert archive.namelist() == ["01-chiffres.csv", "02-chiffres-2.csv", "03-feuille.csv"]
        assert archive.read("01-chiffres.csv").decode("utf-8-sig") == "a\r\n1\r\n"


@pytest.mark.parametrize("render", [render_ods, render_csv])
def test_workbook_without_sheet_is_refused(render) -> None:
    with pytest.raises(DocumentInvalide, match="au moins une feuille"):
        render(Classeur("T", [], METADONNEES))
