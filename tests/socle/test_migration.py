"""The first migration of a domain: all its tables at once, and nothing for whoever went through its former history."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from convive.config.histoire import list_migrations, list_migrations_connues
from convive.socle.migration import CreateModels

CLE = ("id", models.BigAutoField(primary_key=True))


def build_migration() -> Migration:
    """Two models that point at each other, and a third at itself and at many."""
    to_oeuf = models.ForeignKey("essai.Oeuf", models.CASCADE, related_name="+")
    to_poule = models.ForeignKey("essai.Poule", models.CASCADE, null=True)
    to_panier = models.ForeignKey("self", models.CASCADE, null=True)
    unique = models.UniqueConstraint(fields=("poule", "rang"), name="essai_oeuf_rang")
    trois = [
        migrations.CreateModel("Poule", [CLE, ("oeuf", to_oeuf)]),
        migrations.CreateModel(
            "Oeuf", [CLE, ("poule", to_poule), ("rang", models.IntegerField())], options={"constraints": [unique]}
        ),
        migrations.CreateModel("Panier", [CLE, ("dans", to_panier), ("oeufs", models.ManyToManyField("essai.Oeuf"))]),
    ]
    migration = Migration("0001_initial", "essai")
    migration.operations = [CreateModels(models=trois)]
    return migration


def list_tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("essai_")}


@pytest.mark.django_db(transaction=True)
def test_models_that_point_at_each_other_are_created_and_deleted_together():
    migration, empty = build_migration(), ProjectState()
    with connection.schema_editor() as editor:
        state = migration.apply(empty.clone(), editor)
    assert list_tables() == {"essai_poule", "essai_oeuf", "essai_panier", "essai_panier_oeufs"}
    poule, oeuf = state.apps.get_model("essai", "Poule"), state.apps.get_model("essai", "Oeuf")
    kept = oeuf.objects.create(rang=1)
    kept.poule = poule.objects.create(oeuf=kept)
    kept.save()
    assert poule.objects.get().oeuf.poule == kept.poule
    with connection.cursor() as cursor:
        unique = connection.introspection.get_constraints(cursor, "essai_oeuf")["essai_oeuf_rang"]
        related = connection.introspection.get_relations(cursor, "essai_panier_oeufs")
    assert unique["unique"]
    assert {table for _, table, *_ in related.values()} == {"essai_panier", "essai_oeuf"}

    poule.objects.all().delete()
    oeuf.objects.all().delete()
    with connection.schema_editor() as editor:
        migration.unapply(empty.clone(), editor)
    assert list_tables() == set()


def test_it_is_written_as_a_migration_that_reads_back():
    migration = build_migration()
    written = MigrationWriter(migration).as_string()
    read: dict[str, type[Migration]] = {}
    exec(compile(written, "0001_initial", "exec"), read)  # noqa: S102  # what Django has just written
    again, state = read["Migration"]("0001_initial", "essai"), ProjectState()
    assert again.mutate_state(state.clone()) == migration.mutate_state(state)
    assert again.operations[0].describe() == "Create 3 models"
    _, _, arguments = CreateModels(models=[], is_reprise=True).deconstruct()
    assert arguments == {"models": [], "is_reprise": True}


@pytest.mark.django_db
def test_whoever_went_through_the_former_history_has_nothing_to_do(settings, monkeypatch):
    settings.MIGRATION_MODULES = {}
    migrations = MigrationLoader(None).disk_migrations
    former = {key: None for own, migration in migrations.items() for key in migration.replaces or [own]}
    assert ("formation", "0012_preuves_qualiopi") in former
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _: former)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    executor.loader.check_consistent_history(connection)
    # A backup made then comes back here.
    assert list_migrations() == set(former) <= list_migrations_connues()
