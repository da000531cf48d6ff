"""Read-only DuckDB over the current build.

There is one connection per process and one cursor per thread. The pointer `actuel` is checked before each query: if a
build has replaced it, a new connection is opened on the new files, and queries running on the old one finish normally.
The SQL can only read the files of the build: no network, no other files, no extensions.
"""

import logging
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

from convive.donnees.erreurs import DonneesAbimees, DonneesAbsentes
from convive.donnees.manifeste import NOM_MANIFESTE, NOM_POINTEUR, Manifeste, build_manifeste, list_abimes

logger = logging.getLogger(__name__)

VUES = ("par_territoire", "rangees", "rangees_mots", "scissions", "contours", "lieux", "zones")
_ESSAIS = 3


@dataclass
class _Ouverture:
    """An open connection, and the build that it reads."""

    signature: tuple[object, ...]
    connexion: duckdb.DuckDBPyConnection
    dossier: Path
    manifeste: Manifeste
    curseurs: threading.local = field(default_factory=threading.local)


_verrou = threading.Lock()
_ouverture: _Ouverture | None = None


def get_lignes(sql: str, parametres: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """The rows of one statement over the views listed in `VUES`.

    Raise DonneesAbsentes if nothing has been built, DonneesAbimees (a subclass) if the build is damaged.
    """
    for essai in range(_ESSAIS):
        ouverture = _get_ouverture()
        try:
            lignes: list[tuple[Any, ...]] = _get_curseur(ouverture).execute(sql, parametres).fetchall()
            return lignes
        except duckdb.IOException:
            # The files were deleted between reading the pointer and the query, because two builds ended in between.
            close_connexion()
            if essai == _ESSAIS - 1:
                _refuse_abimees(ouverture.dossier, ouverture.manifeste)
                raise DonneesAbsentes from None
        except duckdb.Error:
            # A statement that fails half-way leaves its cursor busy: the thread will open another one.
            ouverture.curseurs = threading.local()
            _refuse_abimees(ouverture.dossier, ouverture.manifeste)
            raise
    raise AssertionError  # pragma: no cover - the loop always returns or raises.


def get_manifeste_actuel() -> Manifeste:
    """The manifest of the build that queries read."""
    return _get_ouverture().manifeste


def get_construction() -> str:
    """The name of the current build, a cache key that changes exactly when figures may have changed."""
    return get_manifeste_actuel().construction


def close_connexion() -> None:
    """Drop the open connection; the next query opens another one."""
    global _ouverture
    with _verrou:
        _ouverture = None


def _get_ouverture() -> _Ouverture:
    global _ouverture
    donnees_dir = Path(settings.DONNEES_DIR)
    try:
        infos = os.stat(donnees_dir / NOM_POINTEUR)  # noqa: PTH116 - on every query: twice as fast as Path.stat.
    except OSError:
        raise DonneesAbsentes from None
    # The process id is part of the signature because a connection does not survive a fork.
    signature = (donnees_dir, infos.st_ino, infos.st_mtime_ns, os.getpid())
    ouverture = _ouverture
    if ouverture is not None and ouverture.signature == signature:
        return ouverture
    with _verrou:
        if _ouverture is None or _ouverture.signature != signature:
            _ouverture = _build_ouverture(donnees_dir, signature)
        return _ouverture


def _get_curseur(ouverture: _Ouverture) -> duckdb.DuckDBPyConnection:
    curseur: duckdb.DuckDBPyConnection | None = getattr(ouverture.curseurs, "curseur", None)
    if curseur is None:
        curseur = ouverture.curseurs.curseur = ouverture.connexion.cursor()
    return curseur


def _build_ouverture(donnees_dir: Path, signature: tuple[object, ...]) -> _Ouverture:
    try:
        dossier = donnees_dir / (donnees_dir / NOM_POINTEUR).read_text(encoding="utf-8").strip()
        manifeste = build_manifeste((dossier / NOM_MANIFESTE).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError):
        raise DonneesAbsentes from None
    connexion = duckdb.connect(
        ":memory:",
        config={
            "threads": 2,
            "memory_limit": "256MB",
            "temp_directory": "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    try:
        connexion.execute("SET parquet_metadata_cache = true")
        connexion.execute("SET allowed_directories = ?", [[str(dossier)]])
        connexion.execute("SET enable_external_access = false")
        for vue in VUES:
            chemin = str(dossier / f"{vue}.parquet").replace("'", "''")
            connexion.execute(f"CREATE VIEW {vue} AS SELECT * FROM read_parquet('{chemin}')")  # noqa: S608 - our own path.
        connexion.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        connexion.close()
        _refuse_abimees(dossier, manifeste)
        if isinstance(error, duckdb.IOException):
            raise DonneesAbsentes from None
        raise
    return _Ouverture(signature, connexion, dossier, manifeste)


def _refuse_abimees(dossier: Path, manifeste: Manifeste) -> None:
    """Raise DonneesAbimees if the checksums of the files differ: DuckDB has too many errors for damaged files to tell
    them from a bug of ours."""
    abimes = list_abimes(dossier, manifeste)
    if abimes:
        logger.error("Built files are damaged or missing: %s", ", ".join(abimes))
        raise DonneesAbimees from None
