"""The web server: it gives a process that it replaces time to finish, but stops quickly when the service is stopped."""

from granian.constants import Interfaces
from granian.server.mp import MPServer

FILS = 2
"""Requests that one process answers at once: a page is mostly work of the processor, which more threads do not
shorten, and each holds its own memory of pages and queries."""
SECONDES_DE_REMPLACEMENT = 60
"""How long a process that is replaced, because it uses too much memory, has to finish its requests."""
SECONDES_D_ARRET = 3
"""How long to wait, when the service stops, before killing a process that ignores the signal and would keep the
port."""


class Serveur(MPServer):
    """Granian, which has a single setting for both delays."""

    def shutdown(self, exit_code: int = 0) -> None:
        self.workers_kill_timeout = SECONDES_D_ARRET
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]  # granian says no type here


def build_serveur(*, address: str, port: int, workers: int, memoire: int) -> Serveur:
    """Build the server. `memoire` is the maximum size of a web process in MB, beyond which it is replaced; 0 for
    none."""
    return Serveur(
        "convive.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=FILS,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDES_DE_REMPLACEMENT,
        workers_max_rss=memoire or None,
        log_access=False,
    )
