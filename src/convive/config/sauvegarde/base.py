"""The database in one file, and back: SQLite by its own copy, PostgreSQL by its own programs."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, connections


class SauvegardeRefusee(RuntimeError):
    """A backup that cannot be made or restored; the message can be shown, and nothing was changed."""


class Base(Protocol):
    """One of the two databases. `fichier` is the name of its dump inside a backup."""

    fichier: str

    def write(self, path: Path) -> None: ...
    def refuse_ouverte(self) -> None: ...
    def restore(self, path: Path) -> None: ...


def get_base() -> Base:
    """The database of this installation."""
    return BaseSqlite() if connection.vendor == "sqlite" else BasePostgresql()


class BaseSqlite:
    fichier = "base.sqlite3"

    @property
    def path(self) -> Path:
        return Path(str(connection.settings_dict["NAME"]))

    def write(self, path: Path) -> None:
        """A consistent copy, even while people write."""
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(path)) as copy:
            source.backup(copy)
            # One file, without the write-ahead log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise SauvegardeRefusee("La base SQLite est abîmée : sa copie ne se relit pas.")

    def refuse_ouverte(self) -> None:
        """Raise SauvegardeRefusee while another process has the database open."""
        connections.close_all()
        if not self.path.exists():
            return
        with closing(sqlite3.connect(self.path, timeout=1)) as base:
            try:
                # Leaving the write-ahead log asks to be alone: SQLite says who is not.
                base.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError as error:
                raise SauvegardeRefusee("Convive tourne encore : arrêtez le service, puis relancez.") from error

    def restore(self, path: Path) -> None:
        connections.close_all()
        nouvelle = self.path.with_name(f"{self.path.name}.restauration")
        shutil.copyfile(path, nouvelle)
        nouvelle.replace(self.path)


class BasePostgresql:
    fichier = "base.dump"

    def write(self, path: Path) -> None:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")

    def refuse_ouverte(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            others = cursor.fetchone()
        if others and others[0]:
            raise SauvegardeRefusee(
                "D’autres connexions utilisent encore la base : arrêtez le service et ses travaux, puis relancez."
            )

    def restore(self, path: Path) -> None:
        """Everything in the schema is replaced: tables that a newer version had added must not stay."""
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        connections.close_all()
        _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(path))


def _run(program: str, *arguments: str) -> None:
    """A program of PostgreSQL, which reads where the database is from its usual variables."""
    found = shutil.which(program)
    if found is None:
        raise SauvegardeRefusee(f"Le programme {program} est introuvable : installez le client de PostgreSQL.")
    reglages: dict[str, Any] = connection.settings_dict
    environment = dict(os.environ)
    for variable, key in (
        ("PGDATABASE", "NAME"),
        ("PGHOST", "HOST"),
        ("PGPORT", "PORT"),
        ("PGUSER", "USER"),
        ("PGPASSWORD", "PASSWORD"),
    ):
        if reglages.get(key):
            environment[variable] = str(reglages[key])
    options = [f"--dbname={reglages['NAME']}"] if program == "pg_restore" else []
    result = subprocess.run(  # noqa: S603  # the program and its options are ours
        [found, *options, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise SauvegardeRefusee(f"{program} a échoué : {result.stderr.strip()[:500]}")
