"""Tests whose result may differ between the two databases run on both, every time."""

import pytest

from tests.parties import TESTS_DIR, is_sqlite_seul

# Rows, constraints, queries, actions, copies, concurrency, and who may see what.
DIFFERENT = ("models", "selectors", "actions", "copie", "concurrence", "acces", "requete")
DIFFERENT += ("donnees_personnelles", "lectures")


@pytest.mark.parametrize("nom", DIFFERENT)
def test_what_can_differ_is_tried_on_both_databases(nom: str):
    patterns = (f"*/test_{nom}*.py", f"*/{nom}/**/test_*.py", f"{nom}/test_*.py")
    modules = [path for pattern in patterns for path in TESTS_DIR.glob(pattern)]
    assert modules
    assert [path for path in modules if is_sqlite_seul(path)] == []
