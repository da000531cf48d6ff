"""The workers that `serve` starts: again when one falls, none left when it stops."""

import sys
import time
from pathlib import Path

import pytest

from convive.config import travailleurs
from convive.config.travailleurs import Travailleurs

# Notes each start, then falls at once or stays.
FAUX = "import sys, time; open({path!r}, 'a').write('x'); {suite}"


def install(monkeypatch, path: Path, suite: str) -> None:
    monkeypatch.setattr(travailleurs, "COMMANDE", [sys.executable, "-c", FAUX.format(path=str(path), suite=suite)])
    monkeypatch.setattr(travailleurs, "ATTENTE_MIN", 0.05)
    monkeypatch.setattr(travailleurs, "SECONDES_DE_GRACE", 0.5)


def wait_for(path: Path, size: int) -> None:
    limite = time.monotonic() + 20
    while not path.exists() or len(path.read_text()) < size:
        assert time.monotonic() < limite
        time.sleep(0.05)


def test_worker_that_falls_is_started_again(monkeypatch, tmp_path):
    install(monkeypatch, tmp_path / "departs", "sys.exit(1)")
    with Travailleurs(1):
        wait_for(tmp_path / "departs", 3)


@pytest.mark.parametrize("suite", ["time.sleep(60)", "import signal; signal.signal(15, lambda *_: 0); time.sleep(60)"])
def test_none_is_left_when_the_server_stops(suite, monkeypatch, tmp_path):
    install(monkeypatch, tmp_path / "departs", suite)
    started = time.monotonic()
    with Travailleurs(2):
        wait_for(tmp_path / "departs", 2)
    assert time.monotonic() - started < 20
    assert len((tmp_path / "departs").read_text()) == 2


def test_none_is_started_when_none_is_wanted(monkeypatch, tmp_path):
    install(monkeypatch, tmp_path / "departs", "pass")
    with Travailleurs(0):
        time.sleep(0.2)
    assert not (tmp_path / "departs").exists()
