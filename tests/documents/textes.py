"""The words of a content, and the words of a file that was made from it: all the formats must say the same.

Both are one string without spaces: a line that is broken, or a no-break space, says the same.
"""

import csv
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pptx
import pypdf
from docx.oxml.ns import qn
from odfdo import Document as DocumentOdf
from pypdf.generic import IndirectObject

from convive.documents.rendu.html import read_document
from convive.documents.rules import (
    Classeur,
    Contenu,
    Diaporama,
    Diapositive,
    DocumentHtml,
    Grille,
    Points,
    get_contenu_cellule,
)

# Tags of what a PDF draws beside the text; its heads and feet of page have none.
HORS_DU_TEXTE = frozenset({"/Figure", "/Lbl"})


def fold(morceaux: Iterable[object]) -> str:
    # A long word of a table is cut at the end of a line: its hyphen is no word; that of a number never ends a line.
    return re.sub(r"[\s\u00ad\u2010\u2011-]", "", "".join(map(str, morceaux)))


def build_attendu(contenu: Contenu, format: str) -> str:
    """What a file of this content says, whatever its format; a CSV has neither title nor notes."""
    if isinstance(contenu, DocumentHtml):
        return fold([read_document(contenu).texte])
    if isinstance(contenu, Diaporama):
        diapositives = [morceau for diapositive in contenu.diapositives for morceau in _list_morceaux(diapositive)]
        return fold([contenu.titre, contenu.sous_titre, contenu.notes, *diapositives])
    return fold(morceau for feuille in _list_feuilles(contenu, with_notes=format != "csv") for morceau in feuille)


def _list_morceaux(diapositive: Diapositive) -> list[str]:
    figure = diapositive.contenu
    tete = [diapositive.titre, diapositive.surtitre]
    encadre = [diapositive.encadre.titre, *diapositive.encadre.textes] if diapositive.encadre else []
    if isinstance(figure, Points):
        return [*tete, *figure.textes, *encadre, diapositive.notes]
    cellules = [c for ligne in (figure.colonnes, *figure.lignes) for c in ligne] if isinstance(figure, Grille) else []
    source = [f"Source\u00a0: {figure.source}"] if figure.source else []
    return [*tete, *cellules, *source, *encadre, diapositive.notes]


def _list_feuilles(classeur: Classeur, *, with_notes: bool) -> list[list[str]]:
    feuilles = []
    for feuille in classeur.feuilles:
        lignes = [[_write(get_contenu_cellule(valeur)) for valeur in ligne] for ligne in feuille.lignes]
        table = [colonne.libelle for colonne in feuille.colonnes] + [cellule for ligne in lignes for cellule in ligne]
        feuilles.append([feuille.titre, *table, *feuille.notes] if with_notes else table)
    return feuilles


def _write(valeur: Any) -> str:
    """A number by its digits, a day by its date, whatever the type that a spreadsheet gives them."""
    if isinstance(valeur, datetime):
        return valeur.date().isoformat()
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, str) or valeur is None:
        return valeur or ""
    return f"{float(valeur):.6f}".rstrip("0").rstrip(".")


def read_texte(format: str, contenu: bytes) -> str:
    """What a file says, in the order in which one reads it."""
    return fold(LECTEURS[format](BytesIO(contenu)))


def _read_docx(fichier: BytesIO) -> list[str]:
    return [element.text or "" for element in docx.Document(fichier).element.body.iter(qn("w:t"))]


def _read_odt(fichier: BytesIO) -> list[str]:
    with zipfile.ZipFile(fichier) as archive:
        racine = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314 - our own output
    corps = next(element for element in racine.iter() if element.tag.endswith("}text") and "office" in element.tag)
    return list(_list_textes(corps, ("}desc", "}title")))


def _read_epub(fichier: BytesIO) -> list[str]:
    with zipfile.ZipFile(fichier) as archive:
        chapitres = sorted(nom for nom in archive.namelist() if re.search(r"/text/ch\d+\.xhtml$", nom))
        pages = [ElementTree.fromstring(archive.read(nom)) for nom in chapitres]  # noqa: S314 - our own output
    return [texte for page in pages for texte in _list_textes(page, ("}head",))]


def _list_textes(element: ElementTree.Element, hors: tuple[str, ...]) -> Iterable[str]:
    """The texts inside, without those of the elements whose tag ends with one of `hors`."""
    yield element.text or ""
    for enfant in element:
        if not enfant.tag.endswith(hors):
            yield from _list_textes(enfant, hors)
        yield enfant.tail or ""


def _read_pdf(fichier: BytesIO) -> list[str]:
    lu = pypdf.PdfReader(fichier)
    hors = set(_list_hors_du_texte(lu.trailer["/Root"]["/StructTreeRoot"], is_hors=False))
    return [_read_page(page, hors) for page in lu.pages]


def _list_hors_du_texte(noeud: Any, *, is_hors: bool, page: int = 0) -> Iterable[tuple[int, int]]:
    """Page and number of each marked content that is inside a drawing, or the mark of a list."""
    noeud = noeud.get_object() if isinstance(noeud, IndirectObject) else noeud
    if isinstance(noeud, int):
        if is_hors:
            yield page, noeud
        return
    if isinstance(noeud, dict):
        role = noeud.get("/S")
        is_hors = role in HORS_DU_TEXTE or (is_hors and role != "/Caption")
        page = noeud.raw_get("/Pg").idnum if "/Pg" in noeud else page
        noeud = [noeud["/MCID"]] if "/MCID" in noeud else noeud.get("/K", [])
    for enfant in noeud if isinstance(noeud, list) else [noeud]:
        yield from _list_hors_du_texte(enfant, is_hors=is_hors, page=page)


def _read_page(page: pypdf.PageObject, hors: set[tuple[int, int]]) -> str:
    """The text that is tagged as such: neither what surrounds it, nor the letters drawn inside a chart."""
    marques: list[bool] = []
    reference = page.indirect_reference

    def visit(operateur: bytes, operandes: list[Any], *_: object) -> None:
        if operateur in (b"BDC", b"BMC"):
            proprietes = operandes[1] if len(operandes) > 1 else {}
            numero = (reference.idnum if reference else 0, proprietes.get("/MCID", -1))
            marques.append(operandes[0] == "/Artifact" or numero in hors)
        elif operateur == b"EMC":
            marques.pop()
        elif any(marques) and operateur in (b"Do", b"TJ"):
            operandes.clear()
        elif any(marques) and operateur == b"Tj":
            operandes[:] = [""]

    return page.extract_text(visitor_operand_before=visit)


def _read_pptx(fichier: BytesIO) -> list[str]:
    textes: list[str] = []
    for slide in pptx.Presentation(fichier).slides:
        for forme in slide.shapes:
            if forme.has_text_frame and forme.name not in ("Pied", "Numéro"):
                textes.append(forme.text_frame.text)
            elif forme.has_table:
                textes += [cellule.text for ligne in forme.table.rows for cellule in ligne.cells]
        if slide.has_notes_slide:
            textes.append(slide.notes_slide.notes_text_frame.text)
    return textes


def _read_odp(fichier: BytesIO) -> list[str]:
    with zipfile.ZipFile(fichier) as archive:
        racine = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314 - our own output
    pages = [element for element in racine.iter() if element.tag.endswith("drawing:1.0}page")]
    return [texte for page in pages for texte in _list_textes(page, ("}desc", "}title"))]


def _read_xlsx(fichier: BytesIO) -> list[str]:
    pages = openpyxl.load_workbook(fichier).worksheets
    return [_write(cellule.value) for page in pages for ligne in page.iter_rows() for cellule in ligne]


def _read_ods(fichier: BytesIO) -> list[str]:
    tables = DocumentOdf(fichier).body.tables
    return [_write(cellule.value) for table in tables for ligne in table.rows for cellule in ligne.get_cells()]


def _read_csv(fichier: BytesIO) -> list[str]:
    if zipfile.is_zipfile(fichier):
        with zipfile.ZipFile(fichier) as archive:
            tables = [archive.read(nom) for nom in sorted(archive.namelist())]
    else:
        tables = [fichier.getvalue()]
    lignes = [ligne for table in tables for ligne in csv.reader(StringIO(table.decode("utf-8-sig")), delimiter=";")]
    return [_read_nombre(cellule) for ligne in lignes for cellule in ligne]


def _read_nombre(cellule: str) -> str:
    """A number is written with a comma; a text that could be taken for a formula, behind an apostrophe."""
    if re.fullmatch(r"-?\d+,\d+", cellule):
        return _write(float(cellule.replace(",", ".")))
    return cellule.removeprefix("'")


LECTEURS = {
    "docx": _read_docx,
    "odt": _read_odt,
    "pdf": _read_pdf,
    "epub": _read_epub,
    "pptx": _read_pptx,
    "odp": _read_odp,
    "xlsx": _read_xlsx,
    "ods": _read_ods,
    "csv": _read_csv,
}
