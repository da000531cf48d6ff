"""SQLite read on a disk that is full: a connection is held as long as pages are served."""

import sqlite3
from pathlib import Path

import pytest

from convive.config.base_donnees import build_databases, keep_base_ouverte, refuse_creation


def open_base(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE IF NOT EXISTS a (b)")
    return connection


def test_last_page_that_closes_leaves_what_the_next_one_reads_with(tmp_path: Path) -> None:
    path = tmp_path / "convive.sqlite3"
    shm = path.with_name(f"{path.name}-shm")
    open_base(path).close()
    assert not shm.exists()
    held = keep_base_ouverte(build_databases(f"sqlite:///{path}")["default"])
    assert held is not None
    open_base(path).close()
    assert shm.exists()
    held.close()


def test_another_database_or_none_is_not_held(tmp_path: Path) -> None:
    assert keep_base_ouverte(build_databases("postgresql://a@127.0.0.1:1/a")["default"]) is None
    assert keep_base_ouverte(build_databases(f"sqlite:///{tmp_path}/rien.sqlite3")["default"]) is None
    assert not (tmp_path / "rien.sqlite3").exists()


def test_base_that_was_moved_is_not_made_anew_while_pages_are_served(tmp_path: Path) -> None:
    base = build_databases(f"sqlite:///{tmp_path}/convive.sqlite3")["default"]
    refuse_creation(base)
    refuse_creation(base)
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        sqlite3.connect(base["NAME"], uri=True)
    assert not (tmp_path / "convive.sqlite3").exists()
    open_base(tmp_path / "convive.sqlite3").close()
    held = keep_base_ouverte(base)
    assert held is not None
    held.close()
    postgresql = build_databases("postgresql://a@127.0.0.1:1/a")["default"]
    refuse_creation(postgresql)
    assert postgresql["NAME"] == "a"
