"""A migration operation that creates many tables at once, for the first migration of a domain."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Create the tables of these models, which may refer to each other.

    With one `CreateModel` per model, Django rebuilds every related class each time: for two hundred models, all related
    to the espace, creating an empty database took a minute. Here the classes are rebuilt once for all of them.

    `is_reprise`: these models moved here from another package, and their tables keep its name. Existing tables are left
    as they are, with their rows; migrating backwards drops none, since an older version uses them.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["models"]

    def __init__(self, models: Sequence[CreateModel], is_reprise: bool = False) -> None:
        self.models = models
        self.is_reprise = is_reprise

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        arguments: dict[str, Any] = {"models": self.models}
        return type(self).__qualname__, [], arguments | ({"is_reprise": True} if self.is_reprise else {})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without the cached classes, adding a model to the state rebuilds none; they are built when next needed.
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        present = set(schema_editor.connection.introspection.table_names()) if self.is_reprise else set()
        for model in self.models:
            if to_state.apps.get_model(app_label, model.name)._meta.db_table not in present:
                model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in [] if self.is_reprise else reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.models)} models"
