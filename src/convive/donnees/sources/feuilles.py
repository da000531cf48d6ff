"""Streams the sheets of an XLSX file as rows of strings, using only the standard library."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from convive.donnees.erreurs import FichierIllisible
from convive.donnees.sources.archive import ABIMEE, validate_archive

_TABLEUR = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RANGEE, _TEXTE, _VALEUR = (f"{_TABLEUR}{nom}" for nom in ("row", "t", "v"))
_LETTRES = re.compile(r"[A-Z]{1,3}")
_ABIMES = (*ABIMEE, ElementTree.ParseError, KeyError)


def list_feuilles(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """(Sheet name, rows), each row with its number. Raise FichierIllisible for a damaged or hostile file.

    A sheet must be read before the next one is requested.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            validate_archive(path.name, archive)
            textes = _list_textes(path.name, archive)
            relations = {
                element.attrib["Id"]: element.attrib["Target"]
                for element in _get_xml(path.name, archive, "xl/_rels/workbook.xml.rels")
            }
            classeur = _get_xml(path.name, archive, "xl/workbook.xml")
            for feuille in classeur.iter(f"{_TABLEUR}sheet"):
                cible = relations[feuille.attrib[_RELATION]].removeprefix("/xl/")
                yield feuille.attrib["name"], _list_lignes(path.name, archive, f"xl/{cible}", textes)
    except _ABIMES as error:
        raise FichierIllisible(path.name, "ce n’est pas un classeur XLSX lisible, il est tronqué ou abîmé") from error
    except (RuntimeError, NotImplementedError) as error:
        raise FichierIllisible(path.name, "le classeur est chiffré ou compressé d’une façon inconnue") from error


def _get_xml(fichier: str, archive: zipfile.ZipFile, nom: str) -> ElementTree.Element:
    octets = archive.read(nom)
    _validate_xml(fichier, octets[:4_096])
    return ElementTree.fromstring(octets)  # noqa: S314 - declarations of entities are refused just before.


def _validate_xml(fichier: str, debut: bytes) -> None:
    """Refuse XML entities: a real workbook declares none, and they could expand to fill the memory."""
    if b"<!DOCTYPE" in debut or b"<!ENTITY" in debut:
        raise FichierIllisible(fichier, "le classeur contient des déclarations qu’un tableur n’écrit pas")


def _list_textes(fichier: str, archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    racine = _get_xml(fichier, archive, "xl/sharedStrings.xml")
    return ["".join(t.text or "" for t in si.iter(f"{_TABLEUR}t")) for si in racine.iter(f"{_TABLEUR}si")]


def _list_lignes(
    fichier: str, archive: zipfile.ZipFile, nom: str, textes: list[str]
) -> Iterator[tuple[int, list[str]]]:
    with archive.open(nom) as flux:
        _validate_xml(fichier, flux.read(4_096))
    places: dict[str, int] = {}
    with archive.open(nom) as flux:
        for _, element in ElementTree.iterparse(flux):  # noqa: S314 - declarations of entities are refused just before.
            if element.tag != _RANGEE:
                continue
            ligne: list[str] = []
            for cellule in element:
                lettres = (cellule.get("r") or "").rstrip("0123456789")
                if lettres:
                    if (place := places.get(lettres)) is None:
                        place = places[lettres] = _compute_place(lettres)
                    if len(ligne) < place:
                        ligne.extend([""] * (place - len(ligne)))
                ligne.append(_get_texte(cellule, textes))
            yield int(element.get("r") or 0), ligne
            element.clear()


def _compute_place(lettres: str) -> int:
    """Index of a column from its letters; 0 if they are not those of a cell reference.

    >>> _compute_place("A"), _compute_place("AB")
    (0, 27)
    """
    if _LETTRES.fullmatch(lettres) is None:
        return 0
    place = 0
    for lettre in lettres:
        place = place * 26 + ord(lettre) - ord("A") + 1
    return place - 1


def _get_texte(cellule: ElementTree.Element, textes: list[str]) -> str:
    nature = cellule.get("t")
    if nature == "inlineStr":
        return "".join(t.text or "" for t in cellule.iter(_TEXTE))
    for enfant in cellule:
        if enfant.tag == _VALEUR:
            valeur = enfant.text or ""
            return textes[int(valeur)] if nature == "s" else valeur
    return ""
