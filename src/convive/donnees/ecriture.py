"""Files that are either wholly there or not there, even if the machine stops; and the lock of the build."""

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
"""What an interrupted build leaves behind starts with this, and the next build removes it."""


def record_sur_disque(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descripteur = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)


def update_fichier(path: Path, contenu: str) -> None:
    """Replace a small text file at once."""
    provisoire = path.with_name(f"{PREFIXE_EN_COURS}{path.name}")
    provisoire.write_text(contenu, encoding="utf-8")
    record_sur_disque(provisoire)
    provisoire.replace(path)
    record_sur_disque(path.parent)


def render_texte(texte: str) -> str:
    """A text of ours (a path, a word) inside a statement that takes no parameter."""
    return "'" + texte.replace("'", "''") + "'"


@contextmanager
def explain_disque(dossier: Path) -> Iterator[None]:
    """A disk that takes nothing more, said by DuckDB, raised as Python does: commands know how to say it in French."""
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
    """Hold the lock of a folder; ConstructionEnCours if another process has it. Freed if the process is killed."""
    dossier.mkdir(parents=True, exist_ok=True)
    with (dossier / "verrou").open("w") as flux:
        try:
            fcntl.flock(flux, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ConstructionEnCours from error
        yield
