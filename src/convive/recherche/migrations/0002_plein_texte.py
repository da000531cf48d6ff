"""The full-text columns, which each database maintains by itself, so that no write can leave them out of date.

On SQLite, Django rebuilds a table to change one of its columns, which drops its triggers: a later migration that
changes a column of EntreeRecherche must call `delete_plein_texte` before, and `create_plein_texte` after.
"""

from typing import Any

from django.db import migrations

TABLE, INDEX = "recherche_entreerecherche", "recherche_index"
COLONNES = ("cles", "titre_index", "corps_index")


def _get_sqlite() -> list[str]:
    names = ", ".join(COLONNES)
    new, old = (", ".join(f"{side}.{name}" for name in COLONNES) for side in ("new", "old"))
    add = f"INSERT INTO {INDEX}(rowid, {names}) VALUES (new.id, {new});"
    remove = f"INSERT INTO {INDEX}({INDEX}, rowid, {names}) VALUES ('delete', old.id, {old});"
    return [
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5({names}, content='{TABLE}', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')",
        f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",
        f"CREATE TRIGGER {INDEX}_ajout AFTER INSERT ON {TABLE} BEGIN {add} END",
        f"CREATE TRIGGER {INDEX}_retrait AFTER DELETE ON {TABLE} BEGIN {remove} END",
        f"CREATE TRIGGER {INDEX}_changement AFTER UPDATE ON {TABLE} BEGIN {remove} {add} END",
    ]


def _get_postgresql() -> list[str]:
    # A separate vector for titles, because weights inside a single vector are checked row by row, outside the index.
    statements = []
    for vecteur, colonnes in (("vecteur", COLONNES), ("vecteur_titre", COLONNES[:2])):
        words = " || ".join(f"to_tsvector('simple'::regconfig, {colonne})" for colonne in colonnes)
        statements += [
            f"ALTER TABLE {TABLE} ADD COLUMN {vecteur} tsvector GENERATED ALWAYS AS ({words}) STORED",
            f"CREATE INDEX recherche_{vecteur} ON {TABLE} USING gin ({vecteur}) WITH (fastupdate = off)",
        ]
    return statements


def create_plein_texte(apps: Any, schema_editor: Any) -> None:
    for sql in _get_postgresql() if schema_editor.connection.vendor == "postgresql" else _get_sqlite():
        schema_editor.execute(sql)


def delete_plein_texte(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP COLUMN vecteur, DROP COLUMN vecteur_titre")
        return
    for name in ("ajout", "retrait", "changement"):
        schema_editor.execute(f"DROP TRIGGER {INDEX}_{name}")
    schema_editor.execute(f"DROP TABLE {INDEX}")


class Migration(migrations.Migration):
    dependencies = [("recherche", "0001_initial")]

    operations = [migrations.RunPython(create_plein_texte, delete_plein_texte)]
