"""The words of a file, for the search. Run as a program of its own, with a time and a memory of its own:

    python -m convive.documents.extraction pdf < rapport.pdf

A file made to block a reader blocks this program alone. It knows neither Django nor the database.
"""

import io
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

MAX_CARACTERES = 200_000
MAX_OCTETS_PARTIE = 60 * 1024 * 1024
MAX_OCTETS_MEMOIRE = 1024 * 1024 * 1024
SECONDES = 30
LIGNES = "lignes"
"""Second argument of the program: one line for each paragraph."""
# The parts of an office document that hold its words.
PARTIES = {
    "docx": re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$"),
    "pptx": re.compile(r"ppt/(?:slides|notesSlides)/[^/]+\.xml$"),
    "xlsx": re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d+)\.xml$"),
    "odt": re.compile(r"content\.xml$"),
    "ods": re.compile(r"content\.xml$"),
    "odp": re.compile(r"content\.xml$"),
}
# After these elements one word ends, whatever the language of the file.
PARAGRAPHES = frozenset({"p", "h", "tr", "table-row", "br", "cr", "line-break"})
FINS = frozenset({"p", "h", "tab", "br", "cr", "si", "line-break", "s", "table-cell", "tc", "list-item"})


def _read_pdf(contenu: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    for page in PdfReader(io.BytesIO(contenu)).pages:
        yield page.extract_text()


def _read_office(cle: str) -> Callable[[bytes], Iterator[str]]:
    def read(contenu: bytes) -> Iterator[str]:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            for name in sorted(archive.namelist()):
                if not PARTIES[cle].match(name):
                    continue
                with archive.open(name) as part:
                    xml = part.read(MAX_OCTETS_PARTIE)
                # No document type in these files: entities that unfold without end come from one.
                if b"<!DOCTYPE" not in xml[:4096]:
                    yield "".join(_list_mots(ElementTree.fromstring(xml), cle))  # noqa: S314 - checked before it is read

    return read


def _list_mots(racine: ElementTree.Element, cle: str) -> Iterator[str]:
    is_nombres = cle == "xlsx" and racine.tag.endswith("}worksheet")
    for element in racine.iter():
        nom = element.tag.rpartition("}")[2]
        if nom in PARAGRAPHES:
            yield "\n"
        # Cells of a sheet point at its shared words by their rank: these numbers are not words.
        if element.text and not (is_nombres and nom != "t"):
            yield element.text
        if nom == "noBreakHyphen":
            # « 2026-003 », as Word keeps it from being cut at the end of a line.
            yield "-"
        if nom in FINS:
            yield "\n" if nom in PARAGRAPHES else " "
        if element.tail and element.tail.strip():
            yield element.tail


def _read_texte(contenu: bytes) -> Iterator[str]:
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield contenu.decode("utf-16", "replace")
        return
    try:
        yield contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield contenu.decode("cp1252", "replace")


LECTEURS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "pdf": _read_pdf,
    "txt": _read_texte,
    "csv": _read_texte,
    **{cle: _read_office(cle) for cle in PARTIES},
}


def extract_texte(cle: str, contenu: bytes, *, is_lignes: bool = False) -> str:
    """Words separated by single spaces, cut at MAX_CARACTERES; `is_lignes` keeps one line for each paragraph."""
    words: list[str] = []
    left = MAX_CARACTERES
    for piece in LECTEURS[cle](contenu):
        lines = piece.replace("\0", " ").split("\n") if is_lignes else [piece.replace("\0", " ")]
        text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))[:left]
        words.append(text)
        left -= len(text) + 1
        if left <= 0:
            break
    # Half of a pair of code units, as some PDF hold, is not a character of the database.
    return ("\n" if is_lignes else " ").join(words).encode("utf-8", "ignore").decode()[:MAX_CARACTERES]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_OCTETS_MEMOIRE, MAX_OCTETS_MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES, SECONDES))
    sys.stdout.buffer.write(
        extract_texte(sys.argv[1], sys.stdin.buffer.read(), is_lignes=LIGNES in sys.argv[2:]).encode()
    )


if __name__ == "__main__":
    main()
