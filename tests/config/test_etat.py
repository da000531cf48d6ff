"""`convive etat`: what waits, what failed, what is missing; for a person and for a program."""

import io
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from convive.config import etat, sante
from convive.config.etat import build_etat
from convive.config.management.commands import serve
from convive.documents.fichiers import list_dossiers_orphelins
from convive.documents.models import PieceJointe
from convive.recherche.actions import update_index
from convive.recherche.models import EntreeRecherche
from tests.documents.factories import create_piece_jointe
from tests.espaces.factories import create_compte, create_espace_civraisien

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _machine(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(sante, "get_construction", lambda: "abc")
    monkeypatch.setattr(etat, "get_place_octets", lambda: 10**10)


@pytest.fixture
def piece(pays: None) -> PieceJointe:
    chargee = create_compte("Camille")
    return create_piece_jointe(create_espace_civraisien(chargee), by=chargee)


def call(*arguments: str) -> str:
    said = io.StringIO()
    call_command("etat", *arguments, stdout=said, stderr=io.StringIO())
    return said.getvalue()


def test_all_is_well():
    assert "Tout va bien." in call()
    assert json.loads(call("--json"))["gestes"] == []


def test_an_index_that_lacks_a_text_is_said_then_made_again(piece: PieceJointe):
    update_index()
    assert build_etat().index.absents == 0
    EntreeRecherche.objects.all().delete()
    assert build_etat().index.absents > 0
    with pytest.raises(CommandError, match="recherche_reindexer"):
        call()


def test_files_that_another_machine_holds_are_said(piece: PieceJointe):
    assert build_etat().fichiers_absents == 0
    for version in piece.versions.all():
        Path(version.fichier.path).unlink()
    with pytest.raises(CommandError, match="plusieurs machines doivent partager ce dossier"):
        call()
    said = io.StringIO()
    serve.Command(stderr=said)._warn_fichiers_absents()
    assert "1 fichiers joints" in said.getvalue()


def test_folders_that_a_killed_import_has_left_are_said_and_go_when_asked(piece: PieceJointe, settings: Any):
    espaces = Path(settings.MEDIA_ROOT) / "espaces"
    orphelin, recent = espaces / "orphelin", espaces / "import-en-cours"
    for dossier in (orphelin, recent):
        dossier.mkdir()
        (dossier / "piece").write_text("x")
    hier = time.time() - 2 * 24 * 3600
    os.utime(orphelin, (hier, hier))
    os.utime(espaces / str(piece.espace_id), (hier, hier))
    assert list_dossiers_orphelins() == [orphelin]
    call("--effacer-orphelins")
    assert sorted(dossier.name for dossier in espaces.iterdir()) == sorted(["import-en-cours", str(piece.espace_id)])
