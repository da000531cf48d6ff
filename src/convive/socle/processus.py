"""Makes a process stop when the one that started it has gone."""

import os
import signal
import threading
import time

SECONDES_ENTRE_REGARDS = 1.0
SECONDES_DE_GRACE = 5.0
"""How long the process has to stop after SIGTERM before it is ended."""


def watch_parent() -> threading.Thread:
    """Start a thread that ends this process soon after its parent has gone, even if the parent was killed.

    An orphaned web worker would keep the port, and the service could not be started again.
    """
    watch = threading.Thread(target=_watch, args=(os.getppid(),), daemon=True, name="parent")
    watch.start()
    return watch


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDES_ENTRE_REGARDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDES_DE_GRACE)
    os._exit(1)
