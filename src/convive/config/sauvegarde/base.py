"""Dump and restore of the database: with SQLite's backup function, or with PostgreSQL's own programs.

A restoration has two steps. `prepare` does everything that can fail, next to the database and without changing it;
`swap` then replaces the database at once, and can be run again if it was interrupted.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import DatabaseError, connection, connections

from convive.config.histoire import update_base
from convive.socle.disque import PLEIN, get_cause_texte


class SauvegardeRefusee(RuntimeError):
    """A backup that cannot be made or restored. The message can be shown; nothing was changed unless it says so."""


class Base(Protocol):
    """One of the two databases. `fichier` is the name of its dump inside a backup."""

    fichier: str

    def write(self, path: Path) -> None: ...
    def validate_outils(self) -> None: ...
    def refuse_ouverte(self) -> None: ...
    def prepare(self, dump: Path) -> None: ...
    def swap(self, dump: Path, jeton: str) -> None: ...
    def list_restes(self) -> list[Path]: ...


def get_base() -> Base:
    """The database of this installation."""
    return BaseSqlite() if connection.vendor == "sqlite" else BasePostgresql()


class BaseSqlite:
    fichier = "base.sqlite3"

    @property
    def path(self) -> Path:
        return Path(str(connection.settings_dict["NAME"]))

    @property
    def nouvelle(self) -> Path:
        """The restored database before the swap, on the same disk as the current one so that a rename is enough."""
        return self.path.with_name(f"{self.path.name}.restauration")

    def write(self, path: Path) -> None:
        """Write a consistent copy, even while people are writing."""
        try:
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(path)) as copy:
                source.backup(copy)
                # A single file, without a write-ahead log next to it.
                copy.execute("PRAGMA journal_mode=DELETE")
                if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    raise SauvegardeRefusee("La base SQLite est abîmée : sa copie ne se relit pas.")
        except sqlite3.Error as error:
            cause = get_cause_texte(str(error)) or str(error)
            raise SauvegardeRefusee(f"La copie de la base SQLite n’a pas pu être faite : {cause}.") from error

    def validate_outils(self) -> None:
        """Nothing to check: SQLite comes with Python."""

    def refuse_ouverte(self) -> None:
        """Raise SauvegardeRefusee while another process has the database open."""
        connections.close_all()
        if not self.path.exists():
            return
        with closing(sqlite3.connect(self.path, timeout=1)) as base:
            try:
                # Leaving WAL mode requires an exclusive lock, so it fails if another process has the database open.
                base.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError as error:
                if cause := get_cause_texte(str(error)):
                    raise SauvegardeRefusee(f"La base SQLite ne peut pas être changée : {cause}.") from error
                raise SauvegardeRefusee("Convive tourne encore : arrêtez le service, puis relancez.") from error
            except sqlite3.DatabaseError:
                # The database is damaged: nobody can be using it, and restoring a backup is what it needs.
                return

    def prepare(self, dump: Path) -> None:
        """Copy the restored database next to the current one, and migrate it to this version."""
        connections.close_all()
        shutil.copyfile(dump, self.nouvelle)
        with _use_fichier(self.nouvelle):
            update_base()
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=DELETE")
                cursor.execute("PRAGMA integrity_check")
                if cursor.fetchone() != ("ok",):
                    raise SauvegardeRefusee("La base de cette sauvegarde est abîmée : rien n’a été changé.")
        _record_sur_disque(self.nouvelle)

    def swap(self, dump: Path, jeton: str) -> None:  # noqa: ARG002 - what PostgreSQL needs.
        if self.nouvelle.exists():
            self.refuse_ouverte()
            # The write-ahead log of the former database must not be replayed on the new one.
            for suffixe in ("-wal", "-shm", "-journal"):
                self.path.with_name(f"{self.path.name}{suffixe}").unlink(missing_ok=True)
            self.nouvelle.replace(self.path)
            _record_sur_disque(self.path.parent)

    def list_restes(self) -> list[Path]:
        """The files that `prepare` left next to the database."""
        return sorted(self.path.parent.glob(f"{self.nouvelle.name}*"))


# Do not wait for a lock for ever; and hide the list of dropped objects, which would bury the error message.
DEBUT = """SET lock_timeout = '10s';
SET client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
"""


class BasePostgresql:
    fichier = "base.dump"

    def list_restes(self) -> list[Path]:
        """None: `prepare` writes next to the dump."""
        return []

    def write(self, path: Path) -> None:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")

    def validate_outils(self) -> None:
        for program in ("pg_dump", "pg_restore", "psql"):
            _find(program)

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

    def prepare(self, dump: Path) -> None:
        """Convert the dump to SQL, so that a damaged dump or a full disk is known before anything is dropped."""
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={dump.with_suffix('.sql')}", str(dump))

    def swap(self, dump: Path, jeton: str) -> None:
        """Replace the schema in a single transaction, and mark the new one with `jeton`.

        The whole schema is dropped because tables added by a newer version must not stay.
        """
        if self._get_marque() == jeton:
            return
        self.refuse_ouverte()
        connections.close_all()
        before, after = dump.with_name("avant.sql"), dump.with_name("apres.sql")
        before.write_text(DEBUT)
        after.write_text(f"COMMENT ON SCHEMA public IS '{jeton}';\n")
        files = [f"--file={path}" for path in (before, dump.with_suffix(".sql"), after)]
        try:
            _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *files)
        except SauvegardeRefusee:
            # The connection may have been lost after the commit: only the mark tells.
            if self._get_marque() != jeton:
                raise

    def _get_marque(self) -> str | None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT obj_description(to_regnamespace('public'), 'pg_namespace')")
            row = cursor.fetchone()
        return row[0] if row else None


@contextmanager
def _use_fichier(path: Path) -> Iterator[None]:
    """Make Django use another SQLite file inside the block."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    except DatabaseError as error:
        cause = get_cause_texte(str(error)) or str(error)
        raise SauvegardeRefusee(f"La base de cette sauvegarde ne se remet pas en état : {cause}.") from error
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = name


def _record_sur_disque(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _find(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise SauvegardeRefusee(
            f"Le programme {program} est introuvable : installez le client de PostgreSQL. Rien n’a été changé."
        )
    return found


def _run(program: str, *arguments: str) -> None:
    """Run a PostgreSQL program, which finds the database through its usual environment variables."""
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
    result = subprocess.run(  # noqa: S603  # the program and its options are ours
        [_find(program), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode:
        cause = get_cause_texte(result.stderr) or result.stderr.strip()[:500] or _explain_fin(result.returncode)
        raise SauvegardeRefusee(f"{program} a échoué : {cause}")


def _explain_fin(code: int) -> str:
    """Why a program ended without an error message, as when the system kills it."""
    if code == -signal.SIGXFSZ:
        return PLEIN
    return f"le système l’a arrêté ({signal.Signals(-code).name})" if code < 0 else f"il a fini par le code {code}"
