"""The setting DATABASES, from a URL: SQLite tuned for a small service, PostgreSQL with its defaults."""

import sqlite3
from pathlib import Path
from typing import Any

import dj_database_url


def build_databases(url: str) -> dict[str, Any]:
    """One database. Health checks let the first request after a restart of the server reconnect instead of failing."""
    base: Any = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if base["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE takes the write lock when a transaction starts. With the default, of two transactions that read and
        # then write, one fails with « database is locked » whatever the timeout.
        base["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4000;",
        }
    return {"default": base}


def keep_base_ouverte(base: dict[str, Any]) -> sqlite3.Connection | None:
    """An idle connection, to be held as long as pages are served; None if the database is not SQLite or is missing.

    The last connection to close removes the `-shm` file. On a full disk the next one could not create it again, so even
    reads would fail.
    """
    if base["ENGINE"] != "django.db.backends.sqlite3":
        return None
    try:
        held = sqlite3.connect(_get_adresse(str(base["NAME"])), uri=True, check_same_thread=False, timeout=1)
        # SQLite only opens the file, and creates `-wal` and `-shm`, on the first read.
        held.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return None
    return held


def refuse_creation(base: dict[str, Any]) -> None:
    """Fail if the database file is missing: SQLite would otherwise create an empty one in place of one that was
    moved."""
    if base["ENGINE"] == "django.db.backends.sqlite3" and str(base["NAME"]) != ":memory:":
        base["NAME"] = _get_adresse(str(base["NAME"]))


def _get_adresse(nom: str) -> str:
    """The URI of an SQLite file that must already exist."""
    return nom if nom.startswith("file:") else f"{Path(nom).absolute().as_uri()}?mode=rw"
