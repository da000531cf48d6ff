"""What every worker does beside its jobs: take again those that were lost, forget what is past its date."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from convive.documents.actions.lecture import read_versions_oubliees
from convive.documents.actions.piece import delete_pieces_oubliees
from convive.documents.actions.travail import delete_travaux_perimes, reopen_travaux_perdus

logger = logging.getLogger(__name__)
SECONDES_ENTRE_REPRISES = 15
TOURS_ENTRE_PURGES = 240
"""Times the above: once an hour."""
DUREE_FILE = timedelta(days=14)


def delete_messages_anciens() -> int:
    """Forget the messages of the queue: what a person follows is her `Travail`, and a lost message is never read."""
    return DBTaskResult.objects.filter(started_at__lt=timezone.now() - DUREE_FILE).delete()[0]


PURGES: list[Callable[[], object]] = [
    delete_travaux_perimes,
    delete_pieces_oubliees,
    read_versions_oubliees,
    delete_messages_anciens,
]


def record_purges(*purges: Callable[[], object]) -> None:
    """Add gestures that the workers make once an hour, for a package above this one; each opens its transactions."""
    PURGES.extend(purge for purge in purges if purge not in PURGES)


def run_entretien(*, avec_purges: bool = True) -> None:
    """One round; each part on its own, so that one that fails stops no other."""
    for geste in [reopen_travaux_perdus, *(PURGES if avec_purges else [])]:
        try:
            geste()
        except Exception:
            logger.exception("The upkeep failed: %s", geste.__name__)


class Entretien(threading.Thread):
    """The rounds, in a thread of the worker: a long job delays none.

    With `parent`, the identifier of the process that started this one, the worker ends when that process is gone:
    `serve` may be killed without leaving a worker behind.
    """

    def __init__(self, parent: int | None = None) -> None:
        super().__init__(daemon=True, name="entretien")
        self._parent, self._fini = parent, threading.Event()

    def stop(self) -> None:
        self._fini.set()
        self.join()

    def run(self) -> None:
        tour = 0
        try:
            while True:
                run_entretien(avec_purges=tour % TOURS_ENTRE_PURGES == 0)
                tour += 1
                # A thread keeps its connection: closed, a database that restarts is found again.
                connection.close()
                if self._fini.wait(SECONDES_ENTRE_REPRISES):
                    return
                if self._parent is not None and os.getppid() != self._parent:
                    os.kill(os.getpid(), signal.SIGTERM)
                    return
        finally:
            connection.close()
