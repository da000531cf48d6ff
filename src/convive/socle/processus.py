"""A process that ends with the one that started it."""

import os
import signal
import threading
import time

SECONDES_ENTRE_REGARDS = 1.0
SECONDES_DE_GRACE = 5.0


def watch_parent() -> threading.Thread:
    """End this process soon after its parent is gone, killed without a word to anybody.

    A web worker left alone would keep the port: whoever starts the service again could not.
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
