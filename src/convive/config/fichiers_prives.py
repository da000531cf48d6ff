"""File modes: only the system user of the service can read what the application writes on the machine."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

AUTRES = 0o007
"""The permission bits of users outside the group."""
VOISINS = ("", "-wal", "-shm", "-journal")
"""The suffixes of the files that SQLite writes for a database; it gives the new ones the mode of the database."""


def protect_dossier(dossier: Path) -> None:
    """Create the folder, closed to other users. One that is open to its group only was set so on purpose, and stays."""
    dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    _close(dossier, 0o700)


def protect_base(base: Mapping[str, Any]) -> None:
    """Create the SQLite file with a private mode, before the first connection creates it readable by everybody; `base`
    is its settings. Do nothing for PostgreSQL, nor for a database in memory."""
    nom = str(base["NAME"])
    if base["ENGINE"] != "django.db.backends.sqlite3" or nom == ":memory:" or nom.startswith("file:"):
        return
    os.close(os.open(nom, os.O_WRONLY | os.O_CREAT, 0o600))
    for voisin in VOISINS:
        _close(Path(nom + voisin), 0o600)


def _close(path: Path, mode: int) -> None:
    """Restrict the mode of a file that other users can read; skip files of another owner, which chmod would refuse."""
    if path.exists() and path.stat().st_mode & AUTRES and path.stat().st_uid == os.geteuid():
        path.chmod(mode)
