"""The types that may be attached; everything else is refused with a reason."""

from dataclasses import dataclass

OFFICE = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class FormatPiece:
    """`extension` is also the key; `libelle` is what the page shows."""

    extension: str
    type_mime: str
    libelle: str
    is_image: bool = False


FORMATS_PIECES = {
    format_piece.extension: format_piece
    for format_piece in (
        FormatPiece("pdf", "application/pdf", "PDF"),
        FormatPiece("docx", f"{OFFICE}.wordprocessingml.document", "Texte Word"),
        FormatPiece("xlsx", f"{OFFICE}.spreadsheetml.sheet", "Classeur Excel"),
        FormatPiece("pptx", f"{OFFICE}.presentationml.presentation", "Diaporama PowerPoint"),
        FormatPiece("odt", f"{ODF}.text", "Texte LibreOffice"),
        FormatPiece("ods", f"{ODF}.spreadsheet", "Classeur LibreOffice"),
        FormatPiece("odp", f"{ODF}.presentation", "Diaporama LibreOffice"),
        FormatPiece("jpg", "image/jpeg", "Photo", is_image=True),
        FormatPiece("png", "image/png", "Image", is_image=True),
        FormatPiece("gif", "image/gif", "Image", is_image=True),
        FormatPiece("webp", "image/webp", "Image", is_image=True),
        FormatPiece("csv", "text/csv", "Tableau CSV"),
        FormatPiece("txt", "text/plain", "Texte"),
    )
}
# Other spellings of the same types, in the name of a file.
EXTENSIONS = {"jpeg": "jpg", "jfif": "jpg", "text": "txt", "md": "txt", "tsv": "csv"}
LISTE = "PDF, Word, Excel, PowerPoint, LibreOffice, images (JPEG, PNG, GIF, WebP), CSV ou texte"
