"""`convive prepare`: what it keeps, what it says, and one at a time."""

import fcntl
import io
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from convive.config.management.commands import prepare
from convive.donnees.erreurs import ConstructionEnCours

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The arguments of each build that was asked for, on an installation where nothing else is missing."""
    settings.VAR_DIR = tmp_path / "var"
    settings.DEPOT_DIR = None
    asked: list[dict[str, Any]] = []

    def build(**arguments: Any) -> SimpleNamespace:
        asked.append(arguments)
        for fait, etape in enumerate(("Liste des communes", "Totaux", "Terminé")):
            arguments["progression"](etape, fait, 2)
        return SimpleNamespace(manifeste=SimpleNamespace(refus=["Un fichier est abîmé."]))

    monkeypatch.setattr(prepare, "build_donnees", build)
    monkeypatch.setattr(prepare.Command, "_import_territoires", lambda _: None)
    return asked


def call() -> str:
    erreurs = io.StringIO()
    call_command("prepare", stderr=erreurs)
    return erreurs.getvalue()


def test_progression_ends_at_its_total(calls: list[dict[str, Any]]) -> None:
    said = call()
    assert "(1/2)\u00a0: Liste des communes" in said
    assert "(2/2)\u00a0: Totaux" in said
    assert "Terminé" not in said
    assert "Fichier refusé\u00a0: Un fichier est abîmé." in said


def test_missing_depot_is_said_and_does_not_stop(calls: list[dict[str, Any]], settings: Any, tmp_path: Path) -> None:
    assert "CONVIVE_DEPOT" not in call()
    settings.DEPOT_DIR = tmp_path / "debranche"
    assert f"Le dossier {tmp_path / 'debranche'}, donné par CONVIVE_DEPOT, n’existe pas" in call()
    assert len(calls) == 2


def test_another_build_is_one_sentence(calls: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> None:
        raise ConstructionEnCours

    monkeypatch.setattr(prepare, "build_donnees", refuse)
    with pytest.raises(CommandError, match="Une autre préparation des données est en cours"):
        call()


def test_two_preparations_take_turns(calls: list[dict[str, Any]], settings: Any) -> None:
    settings.VAR_DIR.mkdir()
    with (settings.VAR_DIR / "preparation.verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        release = threading.Timer(0.3, lambda: fcntl.flock(verrou, fcntl.LOCK_UN))
        release.start()
        assert "Une autre préparation est en cours dans ce dossier" in call()
        release.join()
    assert len(calls) == 1
