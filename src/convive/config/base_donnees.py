"""The setting DATABASES, from an address: SQLite as a small service wants it, PostgreSQL as it is."""

import sqlite3
from pathlib import Path
from typing import Any

import dj_database_url


def build_databases(url: str) -> dict[str, Any]:
    """One database. A server that restarts is found again by the next request, not by the one after an error."""
    base: Any = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    if base["ENGINE"] == "django.db.backends.sqlite3":
        # IMMEDIATE takes the write lock when a transaction starts: with the default, two writers that both began by
        # reading fail with « database is locked » whatever the timeout.
        base["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
        }
    return {"default": base}


def keep_base_ouverte(base: dict[str, Any]) -> sqlite3.Connection | None:
    """A connection that does nothing, to be held as long as pages are served; None when it is not SQLite or not there.

    The last one that closes removes the `-shm` file, which a full disk no longer lets the next one make: reading would
    stop with writing.
    """
    if base["ENGINE"] != "django.db.backends.sqlite3":
        return None
    try:
        held = sqlite3.connect(_get_adresse(str(base["NAME"])), uri=True, check_same_thread=False, timeout=1)
        # Reading is what opens the file, and makes the two beside it.
        held.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return None
    return held


def refuse_creation(base: dict[str, Any]) -> None:
    """Serve only a base that is there: SQLite would make an empty one in place of one that was moved."""
    if base["ENGINE"] == "django.db.backends.sqlite3" and str(base["NAME"]) != ":memory:":
        base["NAME"] = _get_adresse(str(base["NAME"]))


def _get_adresse(nom: str) -> str:
    """The address of a file of SQLite that must exist."""
    return nom if nom.startswith("file:") else f"{Path(nom).absolute().as_uri()}?mode=rw"
