"""Rendering of documents, workbooks and slides: one content, several formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from convive.documents.rendu.csv import render_csv
from convive.documents.rendu.docx import render_docx
from convive.documents.rendu.epub import render_epub
from convive.documents.rendu.ods import render_ods
from convive.documents.rendu.odt import render_odt
from convive.documents.rendu.pdf import render_pdf
from convive.documents.rendu.pptx import render_pptx
from convive.documents.rendu.xlsx import render_xlsx
from convive.documents.rules import FORMATS, Classeur, Contenu, Diaporama, DocumentHtml, FormatDocument

__all__ = [
    "FichierRendu",
    "render_contenu",
    "render_csv",
    "render_docx",
    "render_epub",
    "render_ods",
    "render_odt",
    "render_pdf",
    "render_pptx",
    "render_xlsx",
]

TEXTES: Mapping[str, Callable[[DocumentHtml], bytes]] = {
    "docx": render_docx,
    "odt": render_odt,
    "pdf": render_pdf,
    "epub": render_epub,
}


@dataclass(frozen=True, slots=True)
class FichierRendu:
    """A file ready to leave. `format` is what it is: a CSV of several sheets is an archive."""

    contenu: bytes
    format: FormatDocument


def render_contenu(contenu: Contenu, format: str) -> FichierRendu:
    """Render a content to one of the formats of its family.

    Raises `DocumentInvalide`; KeyError for a format that is not of this family.
    """
    if isinstance(contenu, DocumentHtml):
        return FichierRendu(TEXTES[format](contenu), FORMATS[format])
    if isinstance(contenu, Diaporama):
        return FichierRendu({"pptx": render_pptx}[format](contenu), FORMATS["pptx"])
    return _render_classeur(contenu, format)


def _render_classeur(classeur: Classeur, format: str) -> FichierRendu:
    if format == "csv":
        octets, extension = render_csv(classeur)
        return FichierRendu(octets, FORMATS[extension])
    return FichierRendu({"xlsx": render_xlsx, "ods": render_ods}[format](classeur), FORMATS[format])
