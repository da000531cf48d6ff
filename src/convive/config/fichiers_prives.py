"""What the application writes is for the user of the service alone: other accounts of the machine read none of it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

AUTRES = 0o007
VOISINS = ("", "-wal", "-shm", "-journal")
"""What SQLite writes beside a database; it gives them the mode of the database."""


def protect_dossier(dossier: Path) -> None:
    """Create the folder, closed to the others. One that is open to a group, not to everybody, was set so: it stays."""
    dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    _close(dossier, 0o700)


def protect_base(base: Mapping[str, Any]) -> None:
    """The file of SQLite, before the first connection creates it for everybody to read; `base` is its settings.
    Nothing for PostgreSQL, nor for a database in memory."""
    nom = str(base["NAME"])
    if base["ENGINE"] != "django.db.backends.sqlite3" or nom == ":memory:" or nom.startswith("file:"):
        return
    os.close(os.open(nom, os.O_WRONLY | os.O_CREAT, 0o600))
    for voisin in VOISINS:
        _close(Path(nom + voisin), 0o600)


def _close(path: Path, mode: int) -> None:
    """Of somebody else's file, nothing is changed: the service could not."""
    if path.exists() and path.stat().st_mode & AUTRES and path.stat().st_uid == os.geteuid():
        path.chmod(mode)
