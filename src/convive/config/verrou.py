"""One at a time: what prepares or restores an installation takes its turn, even started from two machines."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# Of our own choosing: the same number in every version, so that two versions wait for one another too.
VERROU_BASE = 20_260_711


@contextmanager
def get_verrou_dossier(dossier: Path, notify_attente: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of the folder of an installation, freed when the process ends, even killed."""
    dossier.mkdir(parents=True, exist_ok=True)
    with (dossier / "preparation.verrou").open("w") as verrou:
        try:
            fcntl.flock(verrou, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            notify_attente()
            fcntl.flock(verrou, fcntl.LOCK_EX)
        yield


@contextmanager
def try_verrou(dossier: Path) -> Iterator[bool]:
    """Hold a folder itself, without a file in it; False when another process has it."""
    descriptor = os.open(dossier, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_held = True
    except OSError:
        is_held = False
    try:
        yield is_held
    finally:
        os.close(descriptor)


@contextmanager
def get_verrou_base(notify_attente: Callable[[], None]) -> Iterator[None]:
    """Hold the database too, on PostgreSQL, where two machines may prepare the same one.

    The lock lives in a connection of its own: what is done meanwhile opens and closes the usual one.
    """
    if connection.vendor != "postgresql":
        yield
        return
    guard = connection.copy()
    try:
        with guard.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [VERROU_BASE])
            taken = cursor.fetchone()
            if not (taken and taken[0]):
                notify_attente()
                cursor.execute("SELECT pg_advisory_lock(%s)", [VERROU_BASE])
        yield
    finally:
        guard.close()
