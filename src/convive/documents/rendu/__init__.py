"""Rendering of documents, workbooks and slides: one content, several formats."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from convive.documents.rendu.csv import render_csv
from convive.documents.rendu.docx import render_docx
from convive.documents.rendu.epub import render_epub
from convive.documents.rendu.modele_docx import ModelePret, prepare_docx, read_polices
from convive.documents.rendu.modele_odt import prepare_odt
from convive.documents.rendu.odp import render_odp
from convive.documents.rendu.ods import render_ods
from convive.documents.rendu.odt import render_odt
from convive.documents.rendu.pdf import render_pdf
from convive.documents.rendu.pptx import render_pptx
from convive.documents.rendu.xlsx import render_xlsx
from convive.documents.rules import FORMATS, Contenu, Diaporama, DocumentHtml, DocumentInvalide, FormatDocument
from convive.documents.rules.archive import ModeleRefuse

__all__ = [
    "FichierRendu",
    "render_contenu",
    "render_csv",
    "render_docx",
    "render_epub",
    "render_odp",
    "render_ods",
    "render_odt",
    "render_pdf",
    "render_pptx",
    "render_xlsx",
]

logger = logging.getLogger(__name__)
SANS_MODELE: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FichierRendu:
    """A file ready to leave. `format` is what it is: a CSV of several sheets is an archive. `raison` says, when one can
    be told to a person, why the model was put aside."""

    contenu: bytes
    format: FormatDocument
    is_modele_ecarte: bool = False
    raison: str = ""


def render_contenu(contenu: Contenu, format: str, modeles: Mapping[str, bytes] = SANS_MODELE) -> FichierRendu:
    """Render a content to one of the formats of its family, in the look of an institution when it has one.

    `modeles` are its inspected models by format. PDF and EPUB take no model: they take what is recognised in the text
    model: the colour; for PDF, font, logo, head and foot of page, width of the text too. When a model breaks the
    rendering, the file leaves in our look and `is_modele_ecarte` says it. Raises `DocumentInvalide`; KeyError for a
    format that is not of this family.
    """
    try:
        return FichierRendu(*_render(contenu, format, modeles))
    except Exception as erreur:
        # Whatever a library finds in the file of an institution: the document leaves all the same, and says it.
        if not modeles or format not in FORMATS:
            raise
        logger.warning("A model broke the rendering to %s: %r", format, erreur)
        raison = str(erreur) if isinstance(erreur, DocumentInvalide | ModeleRefuse) else ""
        return FichierRendu(*_render(contenu, format, SANS_MODELE), is_modele_ecarte=True, raison=raison)


def _render(contenu: Contenu, format: str, modeles: Mapping[str, bytes]) -> tuple[bytes, FormatDocument]:
    if isinstance(contenu, DocumentHtml):
        return _render_texte(contenu, format, modeles), FORMATS[format]
    if isinstance(contenu, Diaporama):
        rendu = {"pptx": render_pptx, "odp": render_odp}[format](contenu, modeles.get("pptx"))
        return rendu, FORMATS[format]
    if format == "csv":
        octets, extension = render_csv(contenu)
        return octets, FORMATS[extension]
    return {"xlsx": render_xlsx, "ods": render_ods}[format](contenu), FORMATS[format]


def _render_texte(document: DocumentHtml, format: str, modeles: Mapping[str, bytes]) -> bytes:
    if format == "docx":
        return render_docx(document, modeles.get("docx"))
    if format == "odt":
        return render_odt(document, modeles.get("odt"))
    modele = _get_modele(modeles)
    if format == "pdf":
        return render_pdf(document, modele.apparence, read_polices(modele)) if modele else render_pdf(document)
    return {"epub": render_epub}[format](document, modele.apparence.couleur if modele else "")


def _get_modele(modeles: Mapping[str, bytes]) -> ModelePret | None:
    """The text model that is recognised for the formats that take none: that of Word first."""
    if modele := modeles.get("docx"):
        return prepare_docx(modele)
    return prepare_odt(modele) if (modele := modeles.get("odt")) else None
