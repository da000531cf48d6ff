"""A process whose parent is killed alone."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENFANT = """
import signal, sys, time
if {sourd}:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
sys.path[:0] = {chemins!r}
from convive.socle import processus
processus.SECONDES_ENTRE_REGARDS = processus.SECONDES_DE_GRACE = 0.1
processus.watch_parent()
time.sleep(60)
"""
PARENT = """
import subprocess, sys
enfant = subprocess.Popen([sys.executable, "-c", {enfant!r}])
print(enfant.pid, flush=True)
enfant.wait()
"""


@pytest.mark.parametrize("sourd", [False, True], ids=["ordinaire", "sourd"])
def test_it_ends_when_its_parent_is_killed_alone(sourd: bool):
    enfant = ENFANT.format(sourd=sourd, chemins=sys.path)
    with subprocess.Popen(
        [sys.executable, "-c", PARENT.format(enfant=enfant)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(2)
        parent.send_signal(signal.SIGKILL)
    limit = time.monotonic() + 30
    while is_alive(pid):
        assert time.monotonic() < limit
        time.sleep(0.1)


def is_alive(pid: int) -> bool:
    """A process that nobody has waited for is a zombie: it holds no port any more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
