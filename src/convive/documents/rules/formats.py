"""The formats in which a content can be taken away, by family: a text, a workbook, slides."""

from dataclasses import dataclass
from enum import StrEnum

MAX_NOM_FICHIER = 120


class Famille(StrEnum):
    """What a file is made from: one description for all the formats of a family."""

    TEXTE = "texte"
    CLASSEUR = "classeur"
    DIAPORAMA = "diaporama"


@dataclass(frozen=True, slots=True)
class FormatDocument:
    """A format that can be taken away. `sigle` is what one says in a meeting, `libelle` what it is for."""

    extension: str
    type_mime: str
    libelle: str
    famille: Famille

    @property
    def sigle(self) -> str:
        return self.extension.upper()


FORMATS: dict[str, FormatDocument] = {
    format_document.extension: format_document
    for format_document in (
        FormatDocument(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Texte modifiable (Word, DOCX)",
            Famille.TEXTE,
        ),
        FormatDocument(
            "odt",
            "application/vnd.oasis.opendocument.text",
            "Texte modifiable (LibreOffice, ODT)",
            Famille.TEXTE,
        ),
        FormatDocument("pdf", "application/pdf", "Document à lire et à imprimer (PDF accessible)", Famille.TEXTE),
        FormatDocument("epub", "application/epub+zip", "Livre à lire sur liseuse ou téléphone (EPUB)", Famille.TEXTE),
        FormatDocument(
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "Diapositives (PowerPoint, PPTX)",
            Famille.DIAPORAMA,
        ),
        FormatDocument(
            "odp",
            "application/vnd.oasis.opendocument.presentation",
            "Diapositives (LibreOffice, ODP)",
            Famille.DIAPORAMA,
        ),
        FormatDocument(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "Tableaux de chiffres (Excel, XLSX)",
            Famille.CLASSEUR,
        ),
        FormatDocument(
            "ods",
            "application/vnd.oasis.opendocument.spreadsheet",
            "Tableaux de chiffres (LibreOffice, ODS)",
            Famille.CLASSEUR,
        ),
        FormatDocument(
            "csv", "text/csv; charset=utf-8", "Données brutes (CSV, ou ZIP d’un CSV par feuille)", Famille.CLASSEUR
        ),
        # A CSV file has one table: a workbook of several sheets leaves as several files in one archive.
        FormatDocument("zip", "application/zip", "Données brutes (un CSV par feuille)", Famille.CLASSEUR),
    )
}


def list_formats(*familles: Famille) -> list[FormatDocument]:
    """The formats that one may ask for; « zip » is what CSV becomes by itself."""
    return [f for f in FORMATS.values() if f.famille in familles and f.extension != "zip"]
