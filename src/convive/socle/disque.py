"""Why a disk or a database refuses to write, in French: system messages are in English."""

import errno
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, OperationalError

PAS_DE_PLACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
PLEIN, PROTEGE = "il n’y a plus de place sur le disque", "le disque est en lecture seule"
CAUSES: dict[type[OSError], str] = {
    FileNotFoundError: "fichier ou dossier inexistant",
    NotADirectoryError: "dossier inexistant",
    IsADirectoryError: "c’est un dossier",
    FileExistsError: "un fichier porte déjà ce nom",
    PermissionError: "droits insuffisants",
}
# What SQLite, PostgreSQL and their command-line tools say about a full or read-only disk.
PHRASES = {
    "database or disk is full": PLEIN,
    "no space left on device": PLEIN,
    "disk quota exceeded": PLEIN,
    "could not extend file": PLEIN,
    "file too large": PLEIN,
    "attempt to write a readonly database": PROTEGE,
    "read-only file system": PROTEGE,
    "read-only transaction": PROTEGE,
    "unable to open database file": "la base de données ne s’ouvre pas",
    "disk i/o error": "le disque est plein ou abîmé",
}

# What PostgreSQL, its driver and SQLite say about a database that does not answer now but may in a moment.
ABSENCES = (
    "connection failed",
    "connection timeout",
    "connection refused",
    "terminating connection",
    "server closed the connection",
    "the connection is lost",
    "the connection is closed",
    "connection already closed",
    "too many clients",
    "database is locked",
)


def get_cause_disque(error: OSError) -> str:
    """Why a file cannot be read or written."""
    if error.errno in PAS_DE_PLACE:
        return PLEIN
    if error.errno == errno.EROFS:
        return PROTEGE
    return next((cause for kind, cause in CAUSES.items() if isinstance(error, kind)), "erreur du disque")


def get_cause_texte(texte: str) -> str | None:
    """The French cause for an English message of a database or one of its tools; None if the disk is not the cause."""
    texte = texte.lower()
    return next((cause for phrase, cause in PHRASES.items() if phrase in texte), None)


def find_cause_ecriture(error: BaseException | None) -> str | None:
    """Why something could not be saved, if the disk is the reason; None for any other error."""
    for cause in _iterate_causes(error):
        if isinstance(cause, OSError) and (cause.errno in PAS_DE_PLACE or cause.errno == errno.EROFS):
            return get_cause_disque(cause)
        if isinstance(cause, DatabaseError) and (found := get_cause_texte(str(cause))):
            return found
    return None


def is_base_absente(error: BaseException | None) -> bool:
    """Whether the database was unavailable: stopped, starting, or locked by another writer beyond the timeout."""
    absences = (cause for cause in _iterate_causes(error) if isinstance(cause, (OperationalError, InterfaceError)))
    return any(phrase in str(cause).lower() for cause in absences for phrase in ABSENCES)


def _iterate_causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, then the errors that caused it, ten at most in case the chain loops."""
    seen = 0
    while error is not None and seen < 10:
        yield error
        error, seen = error.__cause__ or error.__context__, seen + 1
