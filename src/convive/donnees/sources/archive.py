"""Reading one member of a zip archive that may be damaged or hostile; nothing is ever extracted to disk."""

import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path

from convive.donnees.erreurs import FichierIllisible

MEMBRES_MAX = 200
OCTETS_MAX = 400 * 1024 * 1024
RAPPORT_MAX = 150
"""The official archives compress 3 to 15 times; a bomb, 1,000 times."""
_BLOC = 1024 * 1024
# What zipfile lets through on damaged headers, besides its own error: found by changing every byte of an archive.
_ABIMEE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, OverflowError)


def get_membre(path: Path, motif: re.Pattern[str]) -> tuple[str, bytes]:
    """Name and content of the only member whose base name matches; FichierIllisible otherwise.

    The limits are checked on what the archive declares, then again while reading, because a declared size can lie.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            _validate_declaration(path.name, infos)
            choisis = [info for info in infos if motif.fullmatch(info.filename.rsplit("/", 1)[-1])]
            if len(choisis) != 1:
                trouve = "aucun fichier attendu" if not choisis else "plusieurs fichiers possibles"
                noms = ", ".join(info.filename for info in infos[:5]) or "archive vide"
                raise FichierIllisible(path.name, f"{trouve} dans l’archive ({noms})")
            return choisis[0].filename, _get_contenu(path.name, archive, choisis[0])
    except _ABIMEE as error:
        raise FichierIllisible(path.name, "l’archive zip est tronquée ou abîmée, téléchargez-la de nouveau") from error
    except (RuntimeError, NotImplementedError) as error:
        raise FichierIllisible(path.name, "l’archive est chiffrée ou compressée d’une façon inconnue") from error


def _validate_declaration(fichier: str, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MEMBRES_MAX:
        raise FichierIllisible(fichier, f"l’archive contient {len(infos)} fichiers, la limite est {MEMBRES_MAX}")
    total = sum(info.file_size for info in infos)
    compresse = sum(info.compress_size for info in infos)
    if total > OCTETS_MAX:
        raise FichierIllisible(
            fichier, f"l’archive donnerait {total // 2**20} Mo une fois ouverte, la limite est {OCTETS_MAX // 2**20} Mo"
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
