"""Locks, so that preparations and restorations of an installation run one at a time, even from two machines."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

# An arbitrary number that must never change, so that two versions of the application also wait for each other.
VERROU_BASE = 20_260_711


@contextmanager
def get_verrou_dossier(dossier: Path, notify_attente: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of an installation's folder; it is released when the process ends, even if it is killed."""
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
    """Lock the folder itself, without creating a file in it; yield False if another process holds the lock."""
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
    """Also lock the database on PostgreSQL, since two machines may prepare the same one.

    The lock has a connection of its own, because the usual one is closed and reopened in the meantime.
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
