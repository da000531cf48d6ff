"""The test database as in production: on SQLite a real file, where writers wait for each other."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections


@pytest.fixture
def base_fichier(transactional_db, tmp_path: Path) -> Iterator[None]:
    """A real SQLite file; must be the first fixture of a test with threads. In memory, SQLite shares one cache between
    connections, and a second writer fails at once instead of waiting.

    The in-memory database is copied to the file, which replaces it; nothing changes on PostgreSQL.
    """
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    connection.ensure_connection()
    memoire, nom = connection.connection, connection.settings_dict["NAME"]
    fichier = tmp_path / "essai.sqlite3"
    with sqlite3.connect(fichier) as copie:
        memoire.backup(copie)
    copie.close()
    # Each thread opens its own connection from these settings.
    connection.connection, connection.settings_dict["NAME"] = None, str(fichier)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memoire, nom


@pytest.fixture(scope="session")
def put_tables(django_db_setup: None, django_db_blocker: Any) -> Callable[[Path], bool]:
    """A function that copies the empty tables to the database of a separate installation, since creating them takes ten
    seconds. It returns False, and they must be created, if the tests run on PostgreSQL."""

    def put(var: Path) -> bool:
        if connection.vendor != "sqlite":
            return False
        var.mkdir(parents=True, exist_ok=True)
        with django_db_blocker.unblock(), closing(sqlite3.connect(var / "convive.sqlite3")) as copie:
            connection.ensure_connection()
            connection.connection.backup(copie)
        return True

    return put


def do_together(gestes: Sequence[Callable[[], Any]]) -> list[Any]:
    """The result of each call, or its exception; all start at the same time, each in its own thread."""
    start = Barrier(len(gestes))

    def do(geste: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=60)
            return geste()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(gestes)) as threads:
        return list(threads.map(do, gestes))
