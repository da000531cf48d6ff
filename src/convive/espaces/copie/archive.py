"""The ZIP of a whole espace: what it is made of, its limits, and how one made by anyone is opened.

docs/format-copie.md describes it.
"""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Self

from django.conf import settings

FORMAT, VERSION = "convive-espace", 2
MANIFESTE = "manifeste.json"
DONNEES, FICHIERS = "donnees/", "fichiers/"
# A ZIP written twice from the same rows is the same, byte for byte.
DATE_ZIP = (1980, 1, 1, 0, 0, 0)
MAX_RAPPORT = 100
MAX_FICHIERS = 20_000
MAX_OCTETS_LIGNE = 8 * 1024**2
MAX_OCTETS_MANIFESTE = 1024**2
TAILLE_LECTURE = 64 * 1024
# What a damaged or unusual ZIP raises while it is read, according to its compression.
ERREURS_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError, struct.error)
NOM_FICHIER = re.compile(rf"{FICHIERS}[0-9a-f]{{64}}")
# The last record of a ZIP without comment: signature, disks, counts, size and place of the summary.
FIN = struct.Struct("<4sHHHHIIH")
SIGNATURE_FIN, SIGNATURE_FIN_ZIP64 = b"PK\x05\x06", b"PK\x06\x07"
OCTETS_SOMMAIRE_PAR_FICHIER = 512
CHIFFREE = 1


class CopieRefusee(ValueError):
    """A ZIP that is not the copy of an espace, or that someone tampered with; the message can be shown."""


@dataclass(frozen=True, slots=True)
class Limites:
    """`octets` of the ZIP, `octets_deployes` of all that it holds, `lignes` of all its models."""

    octets: int
    octets_deployes: int
    lignes: int


def get_limites() -> Limites:
    octets: int = settings.COPIE_MAX_OCTETS
    return Limites(octets, 5 * octets, settings.COPIE_MAX_LIGNES)


def build_info(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, DATE_ZIP)
    info.compress_type = compression
    return info


class ArchiveLue:
    """A ZIP made by anyone. What a header announces is checked, then what is really read: a header can lie."""

    def __init__(self, source: IO[bytes]) -> None:
        """Check the size, the summary, the names. Raise CopieRefusee; a damaged ZIP raises one of ERREURS_ZIP."""
        self._limites = get_limites()
        self._reste = self._limites.octets_deployes
        taille = source.seek(0, io.SEEK_END)
        if taille > self._limites.octets:
            raise CopieRefusee(f"La copie est trop lourde : {self._limites.octets // 1024**2} Mo au plus.")
        _check_sommaire(source, taille)
        self._archive = zipfile.ZipFile(source)
        self._infos = self._index()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def _index(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._archive.infolist()
        if len({info.filename for info in infos}) != len(infos):
            raise CopieRefusee("La copie contient deux fois le même fichier.")
        for info in infos:
            if stat.S_ISLNK(info.external_attr >> 16):
                raise CopieRefusee("La copie contient un lien symbolique.")
            if info.flag_bits & CHIFFREE:
                raise CopieRefusee("La copie est chiffrée.")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise CopieRefusee("La copie est compressée d’une façon inattendue.")
        return {info.filename: info for info in infos}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._infos)

    def read(self, name: str, limit: int) -> bytes:
        """A small file, whole. Raise CopieRefusee when it is not small."""
        with self.open(name) as stream:
            content = stream.read(limit + 1)
        if len(content) > limit:
            raise CopieRefusee("La copie se déploie en un contenu démesuré.")
        return content

    def open(self, name: str) -> "Flux":
        """A stream that stops what grows out of proportion."""
        info = self._infos[name]
        return Flux(self, self._archive.open(info), 1024 + MAX_RAPPORT * info.compress_size)

    def count(self, octets: int) -> None:
        self._reste -= octets
        if self._reste < 0:
            raise CopieRefusee("La copie se déploie en un contenu démesuré.")

    def recount(self) -> None:
        """A second reading starts: what was read once is known to be in proportion."""
        self._reste = self._limites.octets_deployes


class Flux:
    """One file of the ZIP, read by pieces or by lines, and measured while it is read."""

    def __init__(self, archive: ArchiveLue, flux: IO[bytes], limite: int) -> None:
        self._archive = archive
        self._flux = io.BufferedReader(flux, TAILLE_LECTURE)  # type: ignore[type-var]  # a ZipExtFile
        self._reste = limite

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._flux.close()

    def _measure(self, piece: bytes) -> bytes:
        self._reste -= len(piece)
        if self._reste < 0:
            raise CopieRefusee("La copie se déploie en un contenu démesuré.")
        self._archive.count(len(piece))
        return piece

    def read(self, size: int) -> bytes:
        return self._measure(self._flux.read(size))

    def list_pieces(self) -> Iterator[bytes]:
        while piece := self.read(TAILLE_LECTURE):
            yield piece

    def list_lignes(self) -> Iterator[bytes]:
        """Lines end with \\n and nothing else: a text may hold the other line ends of Unicode."""
        while ligne := self._measure(self._flux.readline(MAX_OCTETS_LIGNE + 1)):
            if len(ligne) > MAX_OCTETS_LIGNE:
                raise CopieRefusee("Une ligne de la copie est démesurée.")
            yield ligne


def _check_sommaire(source: IO[bytes], taille: int) -> None:
    """Refuse a summary of millions of names before it is read, and a ZIP in a form that we do not write."""
    source.seek(max(0, taille - FIN.size - 20))
    fin = source.read()
    if len(fin) < FIN.size or not fin[-FIN.size :].startswith(SIGNATURE_FIN):
        raise CopieRefusee("Ce fichier n’est pas la copie d’un espace, ou il est abîmé.")
    _, _, _, _, nombre, octets, _, commentaire = FIN.unpack(fin[-FIN.size :])
    if commentaire or fin.startswith(SIGNATURE_FIN_ZIP64):
        raise CopieRefusee("Ce fichier n’est pas la copie d’un espace, ou il est abîmé.")
    if nombre > MAX_FICHIERS or octets > MAX_FICHIERS * OCTETS_SOMMAIRE_PAR_FICHIER:
        raise CopieRefusee("La copie contient trop de fichiers.")
    source.seek(0)
