"""A real worker, in a process of its own, really killed in the middle of a job."""

import signal
import sqlite3
import time
from pathlib import Path

import pytest

from convive.documents.models.travail import SILENCE_MAX
from tests.documents.atelier_travaux import MARQUEUR
from tests.processus import DEBUT, begin_processus, build_environnement

TRAVAUX = f"""{DEBUT}
from tests.documents.atelier_travaux import record_travaux_d_essai
record_travaux_d_essai()
"""
PREPARATION = f"""{TRAVAUX}
from convive.comptes.models import Compte
from convive.documents.actions.travail import submit_travail
from concurrent.futures import ThreadPoolExecutor
by = Compte.objects.create_user("a@exemple.test")
with ThreadPoolExecutor(8) as threads:
    clicks = [threads.submit(submit_travail, by=by, type_travail="essai_lent") for _ in range(8)]
assert len({{click.result().pk for click in clicks}}) == 1
"""
TRAVAILLEUR = """
from django.core.management import call_command
call_command("db_worker", verbosity=0, interval=0.1, startup_delay=False, batch={batch})
"""


@pytest.fixture
def start(tmp_path: Path, put_tables):
    put_tables(tmp_path)
    with begin_processus(build_environnement(tmp_path, **{MARQUEUR: str(tmp_path / "commence")})) as begin:
        yield lambda code: begin("-c", code)


def read_travail(tmp_path: Path) -> tuple[str, int, int]:
    """State, run and progress of the only job: eight clicks at the same time made one."""
    with sqlite3.connect(tmp_path / "convive.sqlite3") as base:
        (row,) = base.execute("SELECT etat, essai, progression FROM documents_travail").fetchall()
    base.close()
    return row


def test_job_of_a_killed_worker_is_taken_again_and_ends(tmp_path: Path, start):
    assert start(PREPARATION).wait() == 0
    assert read_travail(tmp_path) == ("en_attente", 1, 0)

    victime = start(TRAVAUX + TRAVAILLEUR.format(batch=False))
    while not (tmp_path / "commence").exists():
        assert victime.poll() is None
        time.sleep(0.1)
    victime.send_signal(signal.SIGKILL)
    victime.wait()
    assert read_travail(tmp_path) == ("en_cours", 1, 10)

    # Time passes: nobody waits for it here.
    with sqlite3.connect(tmp_path / "convive.sqlite3") as base:
        seconds = SILENCE_MAX.total_seconds() + 1
        base.execute("UPDATE documents_travail SET battement = datetime(battement, ?)", (f"-{seconds} seconds",))
    base.close()
    assert start(TRAVAUX + TRAVAILLEUR.format(batch=True)).wait() == 0
    assert read_travail(tmp_path) == ("fini", 2, 100)
    assert [path.read_bytes() for path in (tmp_path / "fichiers").rglob("*") if path.is_file()] == [b"fini"]
