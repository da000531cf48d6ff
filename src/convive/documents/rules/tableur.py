"""The first table of a CSV, XLSX or ODS file, as texts, read within limits. Pure Python.

Office files are read as a stream: a file made to unfold a million cells, or one long text a million times, is refused
before it fills a memory. What is not what it says it is gives one sentence, whichever way it is broken.
"""

import csv
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree import ElementTree

MAX_OCTETS = 5 * 1024 * 1024
MAX_LIGNES = 5_000
MAX_COLONNES = 100
# What a cell of a spreadsheet holds at most.
MAX_CELLULE = 32_767
# What a whole table holds at most, once unfolded: as many as the largest CSV that is taken.
MAX_CARACTERES = MAX_OCTETS
MAX_NOMBRE = 40
MAX_OCTETS_PARTIE = 60 * 1024 * 1024
# Of a part of an office file, of one row or one shared text, and how deep they go.
MAX_ELEMENTS = 2_000_000
MAX_ELEMENTS_LIGNE = 100_000
MAX_PROFONDEUR = 100
SEPARATEURS = ";\t,"
# What makes a spreadsheet read a text as a formula; exports put an apostrophe before, which is taken off here.
DEBUTS_FORMULE = frozenset("=+-@\t\r\n＝＋－＠")
REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
TROP_DE_LIGNES = f"Ce fichier a plus de {MAX_LIGNES} lignes\u00a0: coupez-le en plusieurs fichiers."
TROP_LARGE = f"Ce tableau a plus de {MAX_COLONNES} colonnes\u00a0: gardez celles qui servent."
TROP_LONG = "Ce tableau contient trop de texte\u00a0: coupez-le en plusieurs fichiers."
VIDE = "Ce fichier ne contient aucune ligne."
ABIME = "Ce fichier est abîmé\u00a0: votre tableur l’ouvre-t-il\u00a0? Enregistrez-le de nouveau, puis recommencez."
# What Python raises for a file that is broken, or made to break: cut, encrypted, of an unknown compression or encoding,
# with a part that is missing.
PANNES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ElementTree.ParseError, csv.Error),
    *(LookupError, OSError, EOFError, ArithmeticError, RuntimeError, ValueError),
)

type Ligne = tuple[int, list[str]]


class FichierIllisible(ValueError):
    """A file that is not a table that one can read; the message says why, and can be shown."""


def read_lignes(cle: str, contenu: bytes) -> list[Ligne]:
    """The rows that say something, each with its number as a spreadsheet shows it. Raise FichierIllisible."""
    readers = {"csv": _read_csv, "txt": _read_csv, "xlsx": _read_xlsx, "ods": _read_ods}
    if cle not in readers:
        raise FichierIllisible("Envoyez un tableau\u00a0: CSV, Excel (.xlsx) ou LibreOffice (.ods).")
    rows: list[Ligne] = []
    reste = MAX_CARACTERES
    try:
        for numero, cells in readers[cle](contenu):
            if len(cells) > MAX_COLONNES:
                raise FichierIllisible(TROP_LARGE)
            reste -= sum(len(cell) for cell in cells)
            if reste < 0:
                raise FichierIllisible(TROP_LONG)
            if any(cleaned := [_clean(cell) for cell in cells]):
                rows.append((numero, cleaned))
            # One more than the limit: the row of titles.
            if len(rows) > MAX_LIGNES + 1:
                raise FichierIllisible(TROP_DE_LIGNES)
    except FichierIllisible:
        raise
    except PANNES as error:
        raise FichierIllisible(ABIME) from error
    if not rows:
        raise FichierIllisible(VIDE)
    return rows


def protect_apostrophe(texte: str) -> str:
    """What an export writes, so that the apostrophe that it may add is told from one that was there."""
    return f"'{texte}" if _is_protege(texte) else texte


def unprotect_apostrophe(texte: str) -> str:
    """The text itself, of what `protect_apostrophe` wrote."""
    return texte.removeprefix("'") if _is_protege(texte) else texte


def _is_protege(texte: str) -> bool:
    reste = texte.lstrip("'")
    return texte.startswith("'") and (reste[:1] in DEBUTS_FORMULE or reste.lstrip()[:1] in DEBUTS_FORMULE)


def _clean(cell: str) -> str:
    cell = cell.replace("\0", "")
    cell = unprotect_apostrophe(cell)
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()[:MAX_CELLULE]


def _read_csv(contenu: bytes) -> Iterator[Ligne]:
    if contenu.startswith((b"\xff\xfe", b"\xfe\xff")):
        texte = contenu.decode("utf-16", "replace")
    else:
        try:
            texte = contenu.decode("utf-8-sig")
        except UnicodeDecodeError:
            texte = contenu.decode("cp1252", "replace")
    # Rank, not length: a title may hold a comma, seldom a semicolon.
    counts = {signe: texte[:4_000].count(signe) for signe in SEPARATEURS}
    delimiter = max(SEPARATEURS, key=lambda signe: counts[signe]) if any(counts.values()) else ";"
    return enumerate(csv.reader(io.StringIO(texte, newline=""), delimiter=delimiter), 1)


def _open_partie(archive: zipfile.ZipFile, nom: str) -> io.BytesIO:
    with archive.open(nom) as part:
        xml = part.read(MAX_OCTETS_PARTIE + 1)
    # No document type in these files: entities that unfold without end come from one.
    if len(xml) > MAX_OCTETS_PARTIE or b"\0" in xml[:64] or b"<!DOCTYPE" in xml:
        raise FichierIllisible(ABIME)
    return io.BytesIO(xml)


def _iter_elements(source: io.BytesIO, nom: str, fin: str = "") -> Iterator[ElementTree.Element]:
    """Each element of this local name, once it is whole, until an element named `fin` ends; it is let go when the next
    one is asked for, as is at once all that is in none. Raise FichierIllisible for a part too large, or too deep."""
    above: list[ElementTree.Element] = []
    seen, debut, dedans = 0, 0, 0
    for event, element in ElementTree.iterparse(source, ("start", "end")):  # noqa: S314 - checked by _open_partie
        is_cherche = _get_nom(element) == nom
        if event == "start":
            seen += 1
            if is_cherche and not dedans:
                debut = seen
            dedans += is_cherche
            above.append(element)
            if seen > MAX_ELEMENTS or len(above) > MAX_PROFONDEUR or (dedans and seen - debut > MAX_ELEMENTS_LIGNE):
                raise FichierIllisible(ABIME if len(above) > MAX_PROFONDEUR else TROP_LONG)
            continue
        above.pop()
        dedans -= is_cherche
        if is_cherche:
            yield element
        elif _get_nom(element) == fin:
            return
        if above and not dedans:
            above[-1].remove(element)


def _get_nom(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _get_attribut(element: ElementTree.Element, nom: str, defaut: str = "") -> str:
    """An attribute by its local name, whatever its namespace."""
    return next((valeur for cle, valeur in element.attrib.items() if cle.rpartition("}")[2] == nom), defaut)


def _read_xlsx(contenu: bytes) -> Iterator[Ligne]:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        shared: list[str] = []
        if "xl/sharedStrings.xml" in archive.namelist():
            shared = [_join_textes(si) for si in _iter_elements(_open_partie(archive, "xl/sharedStrings.xml"), "si")]
        for rang, row in enumerate(_iter_elements(_open_partie(archive, _get_feuille(archive)), "row"), 1):
            numero = _parse_entier(row.get("r", ""), rang)
            yield numero, _read_row(row, shared)


def _get_feuille(archive: zipfile.ZipFile) -> str:
    """The part of the first sheet."""
    sheet = next(_iter_elements(_open_partie(archive, "xl/workbook.xml"), "sheet"), None)
    attributs = sheet.attrib.items() if sheet is not None else ()
    identifier = next((v for cle, v in attributs if cle.rpartition("}")[2] == "id" and "}" in cle), None)
    if identifier is None:
        raise FichierIllisible(ABIME)
    for relation in _iter_elements(_open_partie(archive, "xl/_rels/workbook.xml.rels"), "Relationship"):
        if relation.get("Id") == identifier:
            return f"xl/{relation.get('Target', '')}".replace("xl//xl/", "xl/")
    raise FichierIllisible(ABIME)


def _read_row(row: ElementTree.Element, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        place = _get_place(cell.get("r", ""), len(cells))
        if place >= MAX_COLONNES:
            if _read_cellule(cell, shared):
                raise FichierIllisible(TROP_LARGE)
            continue
        cells.extend([""] * (place + 1 - len(cells)))
        cells[place] = _read_cellule(cell, shared)
    return cells


def _get_place(reference: str, defaut: int) -> int:
    """« C7 » is the third column: 2."""
    found = REFERENCE.fullmatch(reference)
    place = 0
    for lettre in found[1] if found else "":
        place = place * 26 + ord(lettre) - ord("A") + 1
    return place - 1 if found else defaut


def _read_cellule(cell: ElementTree.Element, shared: list[str]) -> str:
    sorte = cell.get("t", "n")
    if sorte == "inlineStr":
        return _join_textes(cell)
    valeur = next((e.text or "" for e in cell if _get_nom(e) == "v"), "")
    if sorte == "s":
        rang = _parse_entier(valeur, -1)
        return shared[rang] if 0 <= rang < len(shared) else ""
    return "" if sorte == "e" else _write_nombre(valeur) if sorte == "n" else valeur


def _write_nombre(valeur: str) -> str:
    """« 8.0012345600011E13 » is a SIRET that a spreadsheet took for a number."""
    if len(valeur) > MAX_NOMBRE:
        return valeur
    try:
        nombre = float(valeur)
        return str(int(nombre)) if nombre.is_integer() and abs(nombre) < 1e15 else valeur
    except (ValueError, OverflowError):
        return valeur


def _join_textes(element: ElementTree.Element) -> str:
    """Without the phonetic readings."""
    skipped = {id(t) for r in element.iter() if _get_nom(r) == "rPh" for t in r.iter()}
    return _join(e.text or "" for e in element.iter() if _get_nom(e) == "t" and id(e) not in skipped)


def _join(morceaux: Iterable[str]) -> str:
    """What a cell holds of these pieces: those that follow are not even unfolded."""
    kept, reste = [], MAX_CELLULE
    for morceau in morceaux:
        kept.append(morceau[:reste])
        reste -= len(kept[-1])
        if not reste:
            break
    return "".join(kept)


def _parse_entier(texte: str, defaut: int) -> int:
    return int(texte) if texte.isascii() and texte.isdigit() and len(texte) < 10 else defaut


def _read_ods(contenu: bytes) -> Iterator[Ligne]:
    with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
        source = _open_partie(archive, "content.xml")
    numero = 0
    for element in _iter_elements(source, "table-row", fin="table"):
        cells = _read_row_ods(element)
        repeated = _parse_entier(_get_attribut(element, "number-rows-repeated", "1"), 1)
        if not any(cells):
            numero += repeated
            continue
        if repeated > MAX_LIGNES:
            raise FichierIllisible(TROP_DE_LIGNES)
        for _rang in range(repeated):
            numero += 1
            yield numero, cells


def _read_row_ods(row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if _get_nom(cell) not in ("table-cell", "covered-table-cell"):
            continue
        texte = _read_cellule_ods(cell)
        repeated = _parse_entier(_get_attribut(cell, "number-columns-repeated", "1"), 1)
        if texte and len(cells) + repeated > MAX_COLONNES:
            raise FichierIllisible(TROP_LARGE)
        cells.extend([texte] * min(repeated, MAX_COLONNES - len(cells)))
    return cells


def _read_cellule_ods(cell: ElementTree.Element) -> str:
    """The day or the number behind a cell, rather than what it shows."""
    sorte = _get_attribut(cell, "value-type")
    if sorte == "date":
        return _get_attribut(cell, "date-value")[:10]
    if sorte == "float":
        return _write_nombre(_get_attribut(cell, "value"))
    paragraphes = [p for p in cell if _get_nom(p) == "p"]
    morceaux = (chain(_iter_morceaux(p), "\n") for p in paragraphes)
    return _join(chain.from_iterable(morceaux)).removesuffix("\n")


def _iter_morceaux(element: ElementTree.Element) -> Iterator[str]:
    """Its words, with what OpenDocument writes as elements: tabs, ends of line, repeated spaces."""
    nom = _get_nom(element)
    if nom == "s":
        yield " " * min(_parse_entier(_get_attribut(element, "c", "1"), 1), MAX_CELLULE)
        return
    yield {"tab": "\t", "line-break": "\n"}.get(nom, "")
    yield element.text or ""
    for child in element:
        yield from _iter_morceaux(child)
        yield child.tail or ""
