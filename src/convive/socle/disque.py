"""Why a disk or a database refuses to write, in French: the words of the system are English."""

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
# What SQLite and PostgreSQL say, and their programs, of a disk without room or that may only be read.
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

# What PostgreSQL, its driver and SQLite say of a database that does not answer now, and may in a moment.
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
    """The cause that a database, or one of its programs, gives in English; None when it is something else."""
    texte = texte.lower()
    return next((cause for phrase, cause in PHRASES.items() if phrase in texte), None)


def find_cause_ecriture(error: BaseException | None) -> str | None:
    """Why something could not be kept, when the disk is the reason; None for any other error."""
    for cause in _iterate_causes(error):
        if isinstance(cause, OSError) and (cause.errno in PAS_DE_PLACE or cause.errno == errno.EROFS):
            return get_cause_disque(cause)
        if isinstance(cause, DatabaseError) and (found := get_cause_texte(str(cause))):
            return found
    return None


def is_base_absente(error: BaseException | None) -> bool:
    """Whether the database was away: stopped, starting, or held by another writer for longer than one waits."""
    absences = (cause for cause in _iterate_causes(error) if isinstance(cause, (OperationalError, InterfaceError)))
    return any(phrase in str(cause).lower() for cause in absences for phrase in ABSENCES)


def _iterate_causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, then what it was raised for."""
    seen = 0
    while error is not None and seen < 10:
        yield error
        error, seen = error.__cause__ or error.__context__, seen + 1
