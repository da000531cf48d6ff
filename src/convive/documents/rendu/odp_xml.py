"""What the parts of an ODP share: its name spaces, lengths, texts (OpenDocument 1.3)."""

from html import escape

from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.rendu.diapositives import Zone

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
TYPE_MIME = "application/vnd.oasis.opendocument.presentation"
TYPE_GRAPHE = "application/vnd.oasis.opendocument.chart"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
ESPACES_NOMS = " ".join(
    f'xmlns:{prefixe}="{nom}"'
    for prefixe, nom in {
        "office": f"{OASIS}office:1.0",
        "style": f"{OASIS}style:1.0",
        "text": f"{OASIS}text:1.0",
        "table": f"{OASIS}table:1.0",
        "draw": f"{OASIS}drawing:1.0",
        "presentation": f"{OASIS}presentation:1.0",
        "chart": f"{OASIS}chart:1.0",
        "fo": f"{OASIS}xsl-fo-compatible:1.0",
        "svg": f"{OASIS}svg-compatible:1.0",
        "number": f"{OASIS}datastyle:1.0",
        "meta": f"{OASIS}meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)
EMU_PAR_CM = 360_000


def cm(emu: int) -> str:
    return f"{emu / EMU_PAR_CM:.3f}cm"


def place(zone: Zone) -> str:
    """Where a frame stands, as attributes."""
    return f'svg:x="{cm(zone[0])}" svg:y="{cm(zone[1])}" svg:width="{cm(zone[2])}" svg:height="{cm(zone[3])}"'


def ecrit(texte: str) -> str:
    """A text, on one line: tabs and repeated spaces are folded by OpenDocument, and so are they here."""
    return escape(" ".join(clean_texte(texte).replace("\t", " ").split("\n")))


def paragraphes(texte: str, style: str) -> str:
    """Each line is a paragraph."""
    return "".join(f'<text:p text:style-name="{style}">{ecrit(ligne)}</text:p>' for ligne in texte.split("\n"))
