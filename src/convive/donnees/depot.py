"""The dépôt: a folder of official files, searched by name in all its subfolders."""

import hashlib
import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from convive.donnees.declaration import Source
from convive.donnees.non_lus import get_raison


def list_fichiers(depot_dir: Path | None, sources: list[Source]) -> dict[str, list[Path]]:
    """Source → its files in the dépôt, sorted by relative path; hidden folders are skipped.

    A file belongs to one source: that of the longest matching pattern (`txcouv_pe_com_hist*.csv` before
    `txcouv_pe_com*.csv`).
    """
    trouves: dict[str, list[Path]] = {source.identifiant: [] for source in sources}
    if depot_dir is None or not depot_dir.is_dir():
        return trouves
    motifs = sorted(
        ((motif.lower(), source.identifiant) for source in sources for motif in source.motifs),
        key=lambda paire: -len(paire[0]),
    )
    for path in _list_tous(depot_dir):
        if (identifiant := next((i for motif, i in motifs if fnmatch(path.name.lower(), motif)), None)) is not None:
            trouves[identifiant].append(path)
    return trouves


def list_non_lus(depot_dir: Path, sources: list[Source]) -> list[tuple[str, str | None]]:
    """(Path in the dépôt, why it is not read) for every other file; the reason is None for an unknown file."""
    lus = {path for paths in list_fichiers(depot_dir, sources).values() for path in paths}
    return [
        (str(path.relative_to(depot_dir)), get_raison(path.name)) for path in _list_tous(depot_dir) if path not in lus
    ]


def _list_tous(depot_dir: Path) -> Iterator[Path]:
    for dossier, sous_dossiers, noms in os.walk(depot_dir):
        sous_dossiers[:] = sorted(nom for nom in sous_dossiers if not nom.startswith("."))
        yield from (Path(dossier, nom) for nom in sorted(noms) if not nom.startswith("."))


def compute_empreinte(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as flux:
        return hashlib.file_digest(flux, "sha256").hexdigest()


def compute_cle(*elements: str) -> str:
    """A short hash of these elements, in this order."""
    return hashlib.sha256("\x1f".join(elements).encode()).hexdigest()[:20]
