"""Whether this installation can serve: the database responds, the figures are ready, the disk can be written to."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from convive.donnees.connexion import get_construction
from convive.donnees.erreurs import DonneesAbsentes
from convive.socle.disque import get_cause_disque

PLACE_MIN_OCTETS = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Etat:
    """What is wrong, in French, without details about the machine, since anyone may request it."""

    pannes: tuple[str, ...]

    @property
    def is_bon(self) -> bool:
        return not self.pannes


def get_etat() -> Etat:
    """Check each part; takes a few milliseconds."""
    checks: tuple[Callable[[], str | None], ...] = (_check_base, _check_donnees, _check_disque)
    return Etat(tuple(panne for check in checks if (panne := check())))


def get_place_octets() -> int:
    """Free space on the disk of the installation, in bytes."""
    return shutil.disk_usage(settings.VAR_DIR).free


def _check_base() -> str | None:
    try:
        # A plain query: Django has checked the connection at the start of the request, and cannot inside a transaction.
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not MigrationRecorder(connection).has_table():
            # SQLite creates an empty file when it finds none, so a database that was moved would still respond.
            return "La base de données est vide : déplacée, ou pas encore préparée."
    except DatabaseError:
        connection.close()
        return "La base de données ne répond pas."
    return None


def _check_donnees() -> str | None:
    try:
        get_construction()
    except DonneesAbsentes:
        return "Les chiffres ne sont pas préparés."
    return None


def _check_disque() -> str | None:
    try:
        Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.VAR_DIR) as file:
            file.write(b"sante")
            file.flush()
        return None if get_place_octets() > PLACE_MIN_OCTETS else "Il reste moins de 200 Mo sur le disque."
    except OSError as error:
        return f"Rien ne peut plus être écrit\u00a0: {get_cause_disque(error)}."
