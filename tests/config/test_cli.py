"""The command line says what is wrong in one sentence."""

import os
import subprocess
import sys

import pytest
from django.core import management
from django.db import OperationalError

from convive.config import cli


def test_production_without_secret_key_is_one_sentence() -> None:
    environment = {nom: valeur for nom, valeur in os.environ.items() if nom not in {"SECRET_KEY", "ALLOWED_HOSTS"}}
    done = subprocess.run(
        [sys.executable, "-m", "convive.config.cli", "prepare"],
        env=environment | {"CONVIVE_PRODUCTION": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "Réglage à corriger\u00a0: SECRET_KEY est obligatoire quand CONVIVE_PRODUCTION=1.\n"


def test_interruption_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(_: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(management, "execute_from_command_line", interrupt)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 130
    assert "Arrêté." in capsys.readouterr().err


def test_full_disk_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_: list[str]) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(management, "execute_from_command_line", fail)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 1
    assert "plus de place sur le disque" in capsys.readouterr().err


def test_other_error_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: list[str]) -> None:
        raise OperationalError("no such column")

    monkeypatch.setattr(management, "execute_from_command_line", fail)
    with pytest.raises(OperationalError):
        cli.main()
