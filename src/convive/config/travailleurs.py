"""The workers for long jobs, next to the web server: started and stopped with it, and restarted if one crashes."""

import logging
import os
import subprocess
import sys
import threading
import time

logger = logging.getLogger(__name__)
COMMANDE = [sys.executable, "-m", "convive.config.cli", "db_worker", "--verbosity=0", "--no-reload"]
SECONDES_DE_GRACE = 5
"""How long a worker has to finish its job when the server stops; after that, the job is run again at the next start."""
ATTENTE_MIN, ATTENTE_MAX = 1.0, 60.0
DUREE_SAINE = 60
"""A worker that crashes after running this many seconds is restarted after the minimum delay."""


class Travailleurs:
    """A context manager that supervises `count` workers; all have stopped when it exits."""

    def __init__(self, count: int) -> None:
        self._fini = threading.Event()
        self._threads = [threading.Thread(target=self._supervise, daemon=True) for _ in range(count)]

    def __enter__(self) -> "Travailleurs":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._fini.set()
        for thread in self._threads:
            thread.join()

    def _supervise(self) -> None:
        attente = ATTENTE_MIN
        while not self._fini.is_set():
            start = time.monotonic()
            with subprocess.Popen([*COMMANDE, f"--parent={os.getpid()}"]) as process:  # noqa: S603 - our own command
                while process.poll() is None:
                    if self._fini.wait(0.2):
                        _stop(process)
                        return
            # Back off when a worker crashes at once, for example because the database is unavailable.
            attente = ATTENTE_MIN if time.monotonic() - start > DUREE_SAINE else min(attente * 2, ATTENTE_MAX)
            logger.warning("A worker ended (%s); another starts in %s s", process.returncode, attente)
            self._fini.wait(attente)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(SECONDES_DE_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
