"""Placeholders for IN lists."""

from collections.abc import Sequence


def render_liste(valeurs: Sequence[object]) -> str:
    """Placeholders for an IN list: « ?, ?, ? ». One per value lets DuckDB skip row groups that cannot match.

    An empty list gives « NULL », which matches nothing.
    """
    return ", ".join("?" * len(valeurs)) or "NULL"
