"""An installation whose tables were those of the training keeps every row of them, and is then like a new one."""

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, migrations, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from convive.config.histoire import list_manques, list_migrations
from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace
from convive.prise_poste.models import EtapePriseDePoste, LigneRaci, ObjectifMission, OutilRempli, PrisePoste
from convive.socle.migration import CreateModels
from tests.convention.factories import create_ctg_essai
from tests.prise_poste.factories import create_evaluation_essai, create_lettre_essai, create_prise_essai

pytestmark = pytest.mark.django_db(transaction=True)
ICI = ("prise_poste", "0001_initial")
DERNIERE = [node for node in MigrationLoader(None).graph.leaf_nodes() if node[0] == ICI[0]]
TABLES = sorted(model._meta.db_table for model in apps.get_app_config("prise_poste").get_models())


def build_former() -> CreateModels:
    """The same models, as the training declared them: under its label, in tables named by Django."""
    (operation,) = MigrationLoader(None).disk_migrations[ICI].operations
    assert isinstance(operation, CreateModels)
    former = []
    for model in operation.models:
        _, _, valeurs = model.deconstruct()
        options = {cle: valeur for cle, valeur in valeurs["options"].items() if cle != "db_table"}
        fields = [(nom, _point_at_former(champ)) for nom, champ in valeurs["fields"]]
        former.append(migrations.CreateModel(model.name, fields, options))
    return CreateModels(models=former)


def _point_at_former(champ: Any) -> Any:
    champ = champ.clone()
    if isinstance(champ, models.ForeignKey):
        champ.remote_field.model = str(champ.remote_field.model).replace("prise_poste.", "formation.")
    return champ


def build_state() -> ProjectState:
    """What the other packages have."""
    loader = MigrationLoader(None)
    return loader.project_state([node for node in loader.graph.leaf_nodes() if node[0] != ICI[0]])


def read_rows() -> dict[str, list[tuple[Any, ...]]]:
    rows = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608 - names of ours
            rows[table] = cursor.fetchall()
    return rows


def read_schema() -> dict[str, Any]:
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            columns = [
                (row.name, row.type_code, row.null_ok)
                for row in connection.introspection.get_table_description(cursor, table)
            ]
            found[table] = (columns, connection.introspection.get_constraints(cursor, table))
    return found


def fill(espace: Espace, compte: Any) -> None:
    EtapePriseDePoste.objects.create(prise=create_prise_essai(espace, compte), cle="veille", choix="faite")
    create_evaluation_essai(espace, compte)
    create_lettre_essai(espace, compte)
    LigneRaci.objects.create(ctg=create_ctg_essai(espace, compte), activite="Convoquer", elus="A", chargee="R")
    OutilRempli.objects.create(espace=espace, cle="indicateur", titre="Le délai", valeurs={"nom": "47"}, source=uuid4())


def migrate(*noeuds: tuple[str, str | None]) -> None:
    MigrationExecutor(connection).migrate([*noeuds])


def write_rows(rows: dict[str, list[tuple[Any, ...]]]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, lignes in rows.items():
            for ligne in lignes:
                places = ", ".join(["%s"] * len(ligne))
                cursor.execute(f'INSERT INTO "{table}" VALUES ({places})', ligne)  # noqa: S608 - names of ours


@pytest.fixture
def filled(espace, chargee):
    """Rows, in the tables as the first migration here makes them; whole again at the end."""
    fill(espace, chargee)
    migrate(ICI)
    yield
    migrate(*DERNIERE)


@pytest.fixture
def former(filled):
    """The database as the version before left it, with its rows; whole again at the end."""
    fresh, rows, operation, state = read_schema(), read_rows(), build_former(), build_state()
    with connection.schema_editor() as editor:
        for model in reversed(operation.models):
            editor.delete_model(apps.get_model("prise_poste", model.name))
    MigrationRecorder(connection).record_unapplied(*ICI)
    after = state.clone()
    operation.state_forwards("formation", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("formation", editor, state, after)
    write_rows(rows)
    return fresh


def test_an_installation_of_before_keeps_its_rows(former):
    rows = read_rows()
    assert ICI not in list_migrations()
    assert [(str(m), back) for m, back in MigrationExecutor(connection).migration_plan([ICI])] == [
        (".".join(ICI), False)
    ]
    migrate(ICI)
    assert ICI in list_migrations()
    assert read_rows() == rows
    assert read_schema() == former
    migrate(*DERNIERE)
    assert list_manques() == []
    assert PrisePoste.objects.get().etapes.get().cle == "veille"
    assert ObjectifMission.objects.get().lettre.espace == PrisePoste.objects.get().espace
    # Written as before, and held by the same constraints.
    PrisePoste.objects.get().delete()
    assert not EtapePriseDePoste.objects.exists()


def test_going_back_leaves_them_to_the_version_of_before(filled):
    rows = read_rows()
    migrate((ICI[0], None))
    assert ICI not in list_migrations()
    assert read_rows() == rows
    migrate(ICI)
    assert read_rows() == rows


def test_a_copy_names_them_as_before():
    labels = {plan.label for plan in copie.get_plans() if plan.modele._meta.app_label == "prise_poste"}
    assert labels == {
        "formation.lettremission",
        "formation.ligneraci",
        "formation.objectifmission",
        "formation.outilrempli",
        "formation.passation",
        "formation.rapportactivite",
    }
