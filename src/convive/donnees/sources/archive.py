"""Reads one member of a zip archive that may be damaged or hostile; nothing is ever extracted to disk."""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from convive.donnees.erreurs import FichierIllisible

MEMBRES_MAX = 200
OCTETS_MAX = 400 * 1024 * 1024
RAPPORT_MAX = 150
"""The maximum compression ratio: it is 3 to 15 in official archives, and about 1,000 in a zip bomb."""
_BLOC = 1024 * 1024
# The exceptions that zipfile may raise on a damaged archive, found by altering each byte of one.
ABIMEE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, OverflowError)


def get_membre(path: Path, motif: re.Pattern[str]) -> tuple[str, bytes]:
    """Name and content of the only member whose base name matches. Raise FichierIllisible otherwise.

    The limits are checked on the declared sizes, then again while reading, because a declared size can be false.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            info = _get_info(path.name, archive, motif, OCTETS_MAX)
            return info.filename, _get_contenu(path.name, archive, info)
    except ABIMEE as error:
        raise FichierIllisible(path.name, "l’archive zip est tronquée ou abîmée, téléchargez-la de nouveau") from error
    except (RuntimeError, NotImplementedError) as error:
        raise FichierIllisible(path.name, "l’archive est chiffrée ou compressée d’une façon inconnue") from error


@contextmanager
def open_membre(
    fichier: str, archive: zipfile.ZipFile, motif: re.Pattern[str], octets_max: int
) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and stream of the only member whose base name matches, for a file too large for the memory.

    zipfile itself stops at the declared size, and raises if the content does not match.
    """
    info = _get_info(fichier, archive, motif, octets_max)
    try:
        with archive.open(info) as flux:
            yield info.filename, flux
    except (RuntimeError, NotImplementedError) as error:
        raise FichierIllisible(fichier, "l’archive est chiffrée ou compressée d’une façon inconnue") from error


def validate_archive(fichier: str, archive: zipfile.ZipFile) -> None:
    """Raise FichierIllisible if the archive declares too many files, or too large ones."""
    _validate_declaration(fichier, archive.infolist(), OCTETS_MAX)


def _get_info(fichier: str, archive: zipfile.ZipFile, motif: re.Pattern[str], octets_max: int) -> zipfile.ZipInfo:
    infos = archive.infolist()
    _validate_declaration(fichier, infos, octets_max)
    choisis = [info for info in infos if motif.fullmatch(info.filename.rsplit("/", 1)[-1])]
    if len(choisis) != 1:
        trouve = "aucun fichier attendu" if not choisis else "plusieurs fichiers possibles"
        noms = ", ".join(info.filename for info in infos[:5]) or "archive vide"
        raise FichierIllisible(fichier, f"{trouve} dans l’archive ({noms})")
    return choisis[0]


def _validate_declaration(fichier: str, infos: list[zipfile.ZipInfo], octets_max: int) -> None:
    if len(infos) > MEMBRES_MAX:
        raise FichierIllisible(fichier, f"l’archive contient {len(infos)} fichiers, la limite est {MEMBRES_MAX}")
    total = sum(info.file_size for info in infos)
    compresse = sum(info.compress_size for info in infos)
    if total > octets_max:
        raise FichierIllisible(
            fichier, f"l’archive donnerait {total // 2**20} Mo une fois ouverte, la limite est {octets_max // 2**20} Mo"
        )
    if total > _BLOC and total > RAPPORT_MAX * max(compresse, 1):
        raise FichierIllisible(
            fichier, f"l’archive gonfle plus de {RAPPORT_MAX} fois à l’ouverture, ce n’est pas un fichier statistique"
        )


def _get_contenu(fichier: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    morceaux: list[bytes] = []
    lus = 0
    with archive.open(info) as flux:
        while morceau := flux.read(_BLOC):
            lus += len(morceau)
            if lus > min(OCTETS_MAX, info.file_size):
                raise FichierIllisible(fichier, f"« {info.filename} » est plus gros que ce que l’archive annonce")
            morceaux.append(morceau)
    return b"".join(morceaux)
