"""The setting DATABASES, from an address: SQLite as a small service wants it, PostgreSQL as it is."""

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
