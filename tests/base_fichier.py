"""The test database as production has it: on SQLite a real file, where writers wait for one another."""

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
    """Named first by a test of threads. In memory, SQLite shares one cache: a writer there is refused at once.

    The tables of the memory are copied to a file that takes their place; PostgreSQL stays as it is.
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
    """Write the tables, empty, where an installation of its own has its database: making them takes ten seconds. False
    where they have to be made: the tests run on PostgreSQL."""

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
    """What each one gives, or the error that it raises; all start at the same instant, each in its thread."""
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
