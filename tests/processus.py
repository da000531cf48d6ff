"""Real processes with a database of their own, to test what a worker or a command does when it is killed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

RACINE = Path(__file__).resolve().parents[1]
DEBUT = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "convive.config.settings"
django.setup()
"""


def build_environnement(var: Path, **autres: str) -> dict[str, str]:
    """The environment of a process that keeps everything in `var`."""
    ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CONVIVE_DONNEES")}
    return {**ours, "CONVIVE_VAR": str(var), "PYTHONPATH": f"{RACINE / 'src'}:{RACINE}", **autres}


@contextmanager
def begin_processus(environnement: Mapping[str, str]) -> "Iterator[Callable[..., subprocess.Popen[bytes]]]":
    """Yield a function that starts a process from arguments of Python; all are stopped at the end, whatever happens."""
    with ExitStack() as pile:

        def begin(*arguments: str) -> "subprocess.Popen[bytes]":
            processus = subprocess.Popen(
                [sys.executable, *arguments], env=environnement, cwd=RACINE, stdout=subprocess.DEVNULL
            )
            pile.callback(processus.wait)
            pile.callback(processus.kill)
            return processus

        yield begin
