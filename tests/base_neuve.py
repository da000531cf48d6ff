"""Restores the database after a test that commits.

Django truncates its three hundred tables one by one, then recreates its own rows, which takes seconds for each of two
hundred browser tests. Here SQLite gets its former pages back, and PostgreSQL only truncates tables that the test wrote
to.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import TransactionTestCase
from psycopg.sql import SQL, Identifier, Literal


class BaseNeuve:
    """`pages`: the SQLite database before the test; `gardees`: the PostgreSQL tables that already had rows."""

    pages: sqlite3.Connection | None = None
    gardees: frozenset[str] = frozenset()

    def keep(self) -> None:
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.pages = self.pages or sqlite3.connect(":memory:")
            connection.connection.backup(self.pages)
        else:
            self.gardees = frozenset(self._list_remplies())

    def restore(self) -> None:
        if self.pages is not None:
            connection.ensure_connection()
            self.pages.backup(connection.connection)
        elif remplies := [name for name in self._list_remplies() if name not in self.gardees]:
            with connection.cursor() as cursor:
                cursor.execute(SQL("TRUNCATE {} CASCADE").format(SQL(", ").join(map(Identifier, remplies))))

    def _list_remplies(self) -> list[str]:
        """The names of the tables that have at least one row."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            ask = SQL(" UNION ALL ").join(
                SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(Literal(name), Identifier(name))
                for (name,) in cursor.fetchall()
            )
            cursor.execute(ask)
            return [name for (name,) in cursor.fetchall()]

    def install(self) -> None:
        """Replace Django's reset. Tests inside a transaction, which is rolled back, do not use it."""

        def _fixture_setup(cls: Any) -> None:
            self.keep()

        def _fixture_teardown(essai: Any) -> None:
            self.restore()

        TransactionTestCase._fixture_setup = classmethod(_fixture_setup)
        TransactionTestCase._fixture_teardown = _fixture_teardown


class BaseMigree:
    """The empty database of a run, migrated once on SQLite, then copied from the folder of the run. Does nothing
    without such a folder, as when pytest is run on a single file."""

    def __init__(self) -> None:
        var = os.environ.get("CONVIVE_VAR")
        self.path = Path(var) / "migree.sqlite3" if var else None

    def is_prete(self) -> bool:
        return self.path is not None and self.path.exists()

    def share(self, *, is_migree: bool) -> None:
        """Save the database if it has just been migrated; otherwise load the saved one."""
        if self.path is None:
            return
        connection.ensure_connection()
        if not is_migree:
            with closing(sqlite3.connect(self.path)) as pages:
                pages.backup(connection.connection)
        else:
            provisoire = self.path.with_suffix(f".{os.getpid()}")
            with closing(sqlite3.connect(provisoire)) as pages:
                connection.connection.backup(pages)
            provisoire.replace(self.path)
