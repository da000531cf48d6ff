"""The web server: patient with a process that it replaces, quick when all is stopped."""

from granian.constants import Interfaces
from granian.server.mp import MPServer

SECONDES_DE_REMPLACEMENT = 60
"""How long a process that has grown too big may take to answer those it serves, a new one taking the others."""
SECONDES_D_ARRET = 3
"""A process that misses the signal must not keep the port: seconds before it is ended for it."""


class Serveur(MPServer):
    """Granian has one delay for both."""

    def shutdown(self, exit_code: int = 0) -> None:
        self.workers_kill_timeout = SECONDES_D_ARRET
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]  # granian says no type here


def build_serveur(*, address: str, port: int, workers: int, memoire: int) -> Serveur:
    """`memoire` is in MB: a web process that has grown beyond it gives its place to a new one; 0 for no bound."""
    return Serveur(
        "convive.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDES_DE_REMPLACEMENT,
        workers_max_rss=memoire or None,
        log_access=False,
    )
