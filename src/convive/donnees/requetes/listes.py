"""IN lists of parameters."""

from collections.abc import Sequence


def render_liste(valeurs: Sequence[object]) -> str:
    """Placeholders of an IN list: « ?, ?, ? ». Literal placeholders let DuckDB skip the row groups that cannot match.

    An empty list gives « NULL », which matches nothing.
    """
    return ", ".join("?" * len(valeurs)) or "NULL"
