"""The demonstration, made once in each process, then put as it is into the database of every test that asks for it.

To make it takes seconds, and is what a few tests are about. All that it leaves is in rows and in files: both are kept
here as they were when it had just been made, and nothing stays of it in the database between two tests.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache as cache_du_test
from django.db import connection, transaction
from django.test import override_settings

from convive.territoires.selectors import get_index_suggestions
from tests.territoires.factories import create_pays

type Lignes = Mapping[str, Iterable[Any]]
"""Rows of each table, in the form in which its database gives and takes them."""


@dataclass(frozen=True, slots=True)
class DemoPrete:
    """`fichiers`: contents, by path under MEDIA_ROOT."""

    lignes: Lignes
    fichiers: Mapping[Path, bytes]

    @transaction.atomic
    def create(self) -> None:
        """Put it, and the country around it, in a database and a folder that have neither.

        Keys are those of the day when it was made: PostgreSQL never gives them twice, and SQLite goes on after them.
        Foreign keys wait for the end of the transaction: the order of the tables does not matter.
        """
        get_index_suggestions.cache_clear()
        for table, lignes in self.lignes.items():
            _write_lignes(table, lignes)
        if connection.vendor == "postgresql":
            # Its statistics are those of tables emptied by each test: without others, a second becomes a minute.
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, self.lignes))}")
        for path, contenu in self.fichiers.items():
            fichier = settings.MEDIA_ROOT / path
            fichier.parent.mkdir(parents=True, exist_ok=True)
            fichier.write_bytes(contenu)


@cache
def build_demo_prete(day: date) -> DemoPrete:
    """In the transaction of the first test that asks for it, and undone there. It speaks of `day`, which is today."""
    from convive.config.demo.actions import build_demo

    with TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=Path(folder), DEMO=True):
        with transaction.atomic():
            before = {table: set(_read_lignes(table)) for table in _list_tables()}
            create_pays()
            build_demo()
            lignes = {table: _read_lignes(table) for table in before}
            transaction.set_rollback(True)
        fichiers = {path.relative_to(folder): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
    cache_du_test.clear()
    # What was there before is left to each test: to add rows is enough only if none of those changed.
    assert all(before[table].issubset(lignes[table]) for table in before)
    neuves = {table: [ligne for ligne in lignes[table] if ligne not in before[table]] for table in before}
    return DemoPrete({table: rows for table, rows in neuves.items() if rows}, fichiers)


@cache
def _list_tables() -> dict[str, list[str]]:
    """The columns that we write, of every table; the full-text ones follow by themselves."""
    return {
        model._meta.db_table: [connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def _read_lignes(table: str) -> list[Any]:
    nom, colonnes = connection.ops.quote_name(table), _list_tables()[table]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {nom} ({', '.join(colonnes)}) TO STDOUT") as copie:
                return [bytes(ligne) for ligne in copie]
        # The sign keeps Django from giving a Python type to what it reads.
        cursor.execute(f"SELECT {', '.join(f'+{colonne}' for colonne in colonnes)} FROM {nom}")  # noqa: S608 - our names
        return cursor.fetchall()


def _write_lignes(table: str, lignes: Iterable[Any]) -> None:
    nom, colonnes = connection.ops.quote_name(table), _list_tables()[table]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {nom} ({', '.join(colonnes)}) FROM STDIN") as copie:
                for ligne in lignes:
                    copie.write(ligne)
            return
        marks = ", ".join(["%s"] * len(colonnes))
        cursor.executemany(f"INSERT INTO {nom} ({', '.join(colonnes)}) VALUES ({marks})", lignes)  # noqa: S608 - our names
