"""Other accounts of the machine read neither the database nor the folder of the application."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from convive.config.fichiers_prives import protect_base, protect_dossier


def get_mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def protect(base: Path) -> None:
    protect_dossier(base.parent)
    protect_base({"ENGINE": "django.db.backends.sqlite3", "NAME": base})


@pytest.fixture
def base(tmp_path) -> Path:
    return tmp_path / "var" / "convive.sqlite3"


def write(base: Path) -> None:
    with closing(sqlite3.connect(base)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE a (b)")


def test_new_installation_is_closed_from_its_first_file(base):
    protect(base)
    write(base)
    assert get_mode(base.parent) == 0o700
    assert {get_mode(path) for path in base.parent.iterdir()} == {0o600}


def test_open_installation_is_closed_and_loses_nothing(base):
    base.parent.mkdir(mode=0o755)
    write(base)
    base.chmod(0o644)
    protect(base)
    assert (get_mode(base.parent), get_mode(base)) == (0o700, 0o600)
    with closing(sqlite3.connect(base)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]


def test_folder_that_is_open_to_a_group_stays_so(base):
    base.parent.mkdir(mode=0o750)
    base.parent.chmod(0o750)
    protect_dossier(base.parent)
    assert get_mode(base.parent) == 0o750


@pytest.mark.parametrize(
    ("engine", "nom"), [("postgresql", "convive"), ("sqlite3", ":memory:"), ("sqlite3", "file:a?mode=memory")]
)
def test_base_that_is_not_a_file_gets_none(tmp_path, monkeypatch, engine, nom):
    monkeypatch.chdir(tmp_path)
    protect_base({"ENGINE": f"django.db.backends.{engine}", "NAME": nom})
    assert list(tmp_path.iterdir()) == []
