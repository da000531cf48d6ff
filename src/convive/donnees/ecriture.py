"""Atomic file writes, even if the machine stops, and the lock of the build."""

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from convive.donnees.erreurs import ConstructionEnCours
from convive.socle.disque import get_cause_texte

PREFIXE_EN_COURS = ".en_cours-"
"""The prefix of what an interrupted build leaves behind, which the next build deletes."""


def record_sur_disque(path: Path) -> None:
    """Flush a file, or the entries of a folder, to disk."""
    descripteur = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)


def update_fichier(path: Path, contenu: str) -> None:
    """Replace a small text file atomically."""
    provisoire = path.with_name(f"{PREFIXE_EN_COURS}{path.name}")
    provisoire.write_text(contenu, encoding="utf-8")
    record_sur_disque(provisoire)
    provisoire.replace(path)
    record_sur_disque(path.parent)


def render_texte(texte: str) -> str:
    """Quote a trusted text (a path, a word) for a statement that accepts no parameters."""
    return "'" + texte.replace("'", "''") + "'"


@contextmanager
def explain_disque(dossier: Path) -> Iterator[None]:
    """Turn DuckDB's error for a full disk into Python's OSError, which commands can explain in French."""
    try:
        yield
    except duckdb.IOException as error:
        texte = str(error)
        found = re.search(r'"errno":"(\d+)"', texte)
        if found is None and get_cause_texte(texte) is None:
            raise
        numero = int(found[1]) if found else errno.ENOSPC
        raise OSError(numero, os.strerror(numero), str(dossier)) from error


@contextmanager
def get_verrou(dossier: Path) -> Iterator[None]:
    """Hold the lock of a folder, released even if the process is killed. Raise ConstructionEnCours if it is taken."""
    dossier.mkdir(parents=True, exist_ok=True)
    with (dossier / "verrou").open("w") as flux:
        try:
            fcntl.flock(flux, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ConstructionEnCours from error
        yield
