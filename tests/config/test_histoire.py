"""Upgrades from past states: nothing, a whole former history, one that stopped midway, tables that are missing."""

import io

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from convive.config.histoire import (
    HistoireIncomplete,
    list_inachevees,
    list_manques,
    list_migrations,
    refuse_inachevee,
    refuse_manques,
)
from convive.config.management.commands import prepare

pytestmark = pytest.mark.django_db
PREMIERES = {key: m.replaces for key, m in MigrationLoader(None).disk_migrations.items() if m.replaces}


def write_former_history(domaine: str, kept: int | None = None) -> None:
    """The database as a former version left it: its own migrations of a domain, all of them or the first ones."""
    recorder, replaced = MigrationRecorder(connection), PREMIERES[domaine, "0001_initial"]
    # Django also notes those that a migration stands for.
    for app, name in [(domaine, "0001_initial"), *(replaced[kept:] if kept else [])]:
        recorder.record_unapplied(app, name)


def test_this_version_is_whole():
    refuse_inachevee(list_migrations())
    assert list_manques() == []


@pytest.mark.parametrize("domaine", sorted(app for app, _ in PREMIERES))
def test_a_former_history_that_is_whole_has_nothing_to_do(domaine: str):
    write_former_history(domaine)
    assert list_inachevees(list_migrations()) == []
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


# Others depend on the first two; Django forgets the last one without a word.
@pytest.mark.parametrize("domaine", ["comptes", "espaces", "formation"])
def test_a_history_that_stopped_midway_is_said_and_changes_nothing(domaine: str, monkeypatch: pytest.MonkeyPatch):
    write_former_history(domaine, kept=1)
    before = list_migrations()
    # Whatever comes next in the preparation is not reached.
    monkeypatch.setattr(prepare, "MigrationExecutor", lambda _: pytest.fail("migrated"))
    with pytest.raises(CommandError, match=rf"n’était pas finie \({domaine}\)\. Rien n’a été changé"):
        call_command("prepare", stderr=io.StringIO())
    assert list_migrations() == before
    # « migrate » run by hand stops there too.
    (error,) = [m for m in run_checks(databases=["default"]) if m.id == "config.E001"]
    assert domaine in error.msg


def test_an_empty_database_is_no_history_that_stopped():
    assert list_inachevees(set()) == []


def test_tables_and_columns_that_are_missing_are_said():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE formation_programme RENAME TO ailleurs")
    assert "formation_programme" in list_manques()
    with pytest.raises(HistoireIncomplete, match="il y manque 1 tables ou colonnes"):
        refuse_manques()
