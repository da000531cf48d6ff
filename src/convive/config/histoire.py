"""Whether the database has had all the migrations that this version relies on.

A squashed migration (`replaces`) counts as applied only if all the migrations that it replaces were. If only some of
them were, Django silently ignores the squashed one: `migrate` does nothing and tables are missing.
"""

from collections.abc import Iterable

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

type Migrations = set[tuple[str, str]]

QUE_FAIRE = (
    "Rien n’a été changé. Sauvegardez, puis suivez « Une base restée au milieu d’une mise à jour » de "
    "docs/exploitation.md, ou restaurez une sauvegarde plus récente."
)


class HistoireIncomplete(RuntimeError):
    """The database is stuck between two versions; the message says what to do."""


def list_migrations() -> Migrations:
    """The migrations applied to this database."""
    return set(MigrationRecorder(connection).applied_migrations())


def list_migrations_connues() -> Migrations:
    """The migrations of this version, and those that they replace."""
    migrations = MigrationLoader(None).disk_migrations
    return {*migrations, *(key for migration in migrations.values() for key in migration.replaces)}


def list_inachevees(applied: Migrations) -> list[str]:
    """The apps whose former migrations were only partly applied, sorted."""
    inachevees = set()
    for key, migration in MigrationLoader(None).disk_migrations.items():
        replaced = {*migration.replaces}
        if replaced & applied and not replaced <= applied and key not in applied:
            inachevees.add(key[0])
    return sorted(inachevees)


def refuse_inachevee(applied: Migrations) -> None:
    """Raise HistoireIncomplete, before anything is changed, if a history was only partly applied."""
    inachevees = list_inachevees(applied)
    if inachevees:
        raise HistoireIncomplete(
            "Cette base de données vient d’une version de Convive dont la mise à jour n’était pas finie "
            f"({', '.join(inachevees)}). {QUE_FAIRE}"
        )


def update_base() -> bool:
    """Apply the missing migrations; return False if there were none, which is cheap to know."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def list_manques() -> list[str]:
    """The tables and columns that the models need and the database lacks, sorted."""
    found = _list_colonnes()
    manques = set()
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if not options.managed or options.proxy:
            continue
        if options.db_table not in found:
            manques.add(options.db_table)
            continue
        columns = {field.column for field in options.local_concrete_fields}
        manques |= {f"{options.db_table}.{column}" for column in columns - found[options.db_table]}
    return sorted(manques)


def refuse_manques() -> None:
    """Raise HistoireIncomplete if tables are missing although every migration is recorded as applied."""
    manques = list_manques()
    if manques:
        exemple = ", ".join(manques[:3])
        raise HistoireIncomplete(
            f"La base de données n’est pas complète : il y manque {len(manques)} tables ou colonnes ({exemple}…), "
            f"alors que ses mises à jour sont notées comme faites. {QUE_FAIRE}"
        )


def _list_colonnes() -> dict[str, set[str]]:
    """The columns of each table, in one query."""
    sql = (
        "SELECT tables.name, colonnes.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS colonnes"
        if connection.vendor == "sqlite"
        else "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return _group(cursor.fetchall())


def _group(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    columns: dict[str, set[str]] = {}
    for table, column in rows:
        columns.setdefault(table, set()).add(column)
    return columns
