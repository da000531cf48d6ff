"""The database in one file, and back: SQLite by its own copy, PostgreSQL by its own programs.

Coming back has two steps. `prepare` does beside the database everything that can fail and changes nothing in it; `swap`
puts the result in its place at once, and can be done again when it was cut short.
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
    """A backup that cannot be made or restored; the message can be shown, and nothing was changed."""


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
        """On the same disk as the database: it takes its place by a change of name."""
        return self.path.with_name(f"{self.path.name}.restauration")

    def write(self, path: Path) -> None:
        """A consistent copy, even while people write."""
        try:
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(path)) as copy:
                source.backup(copy)
                # One file, without the write-ahead log beside it.
                copy.execute("PRAGMA journal_mode=DELETE")
                if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    raise SauvegardeRefusee("La base SQLite est abîmée : sa copie ne se relit pas.")
        except sqlite3.Error as error:
            cause = get_cause_texte(str(error)) or str(error)
            raise SauvegardeRefusee(f"La copie de la base SQLite n’a pas pu être faite : {cause}.") from error

    def validate_outils(self) -> None:
        """SQLite comes with Python."""

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
                if cause := get_cause_texte(str(error)):
                    raise SauvegardeRefusee(f"La base SQLite ne peut pas être changée : {cause}.") from error
                raise SauvegardeRefusee("Convive tourne encore : arrêtez le service, puis relancez.") from error
            except sqlite3.DatabaseError:
                # Damaged: nobody uses it, and a backup is what it needs.
                return

    def prepare(self, dump: Path) -> None:
        """The database that comes, beside the one in place, already brought to this version."""
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
            # What the former database had not folded in yet must not be played over the new one.
            for suffixe in ("-wal", "-shm", "-journal"):
                self.path.with_name(f"{self.path.name}{suffixe}").unlink(missing_ok=True)
            self.nouvelle.replace(self.path)
            _record_sur_disque(self.path.parent)

    def list_restes(self) -> list[Path]:
        """What `prepare` has left beside the database."""
        return sorted(self.path.parent.glob(f"{self.nouvelle.name}*"))


# A lock that somebody holds is not waited for; the list of what goes is not what an error has to show.
DEBUT = """SET lock_timeout = '10s';
SET client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
"""


class BasePostgresql:
    fichier = "base.dump"

    def list_restes(self) -> list[Path]:
        """Nothing: `prepare` writes beside the dump."""
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
        """The dump unfolded into SQL: what cannot be read, or has no room, is known before anything is dropped."""
        _run("pg_restore", "--no-owner", "--no-privileges", f"--file={dump.with_suffix('.sql')}", str(dump))

    def swap(self, dump: Path, jeton: str) -> None:
        """In one transaction, whole or not at all: the former schema goes, the other takes its place and is marked.

        Tables that a newer version had added must not stay.
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
            # Only the mark tells whether it was committed before the connection was lost.
            if self._get_marque() != jeton:
                raise

    def _get_marque(self) -> str | None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT obj_description(to_regnamespace('public'), 'pg_namespace')")
            row = cursor.fetchone()
        return row[0] if row else None


@contextmanager
def _use_fichier(path: Path) -> Iterator[None]:
    """Django on another SQLite file, for the time of a block."""
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
    """A program of PostgreSQL, which reads where the database is from its usual variables."""
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
    """Why a program ended that said nothing: a system that kills it does not let it speak."""
    if code == -signal.SIGXFSZ:
        return PLEIN
    return f"le système l’a arrêté ({signal.Signals(-code).name})" if code < 0 else f"il a fini par le code {code}"
