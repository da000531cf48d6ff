"""Whoever sends a form is told that it is done: a page that says nothing has its reason here."""

import ast

from tests.architecture.maison import SOURCE_DIR

SANS_PHRASE = {
    "plan_action/views/arbre.py": "what moved is said with the button that undoes it",
    "plan_action/views/point.py": "how many messages left is said by the sending itself",
    "gouvernance/views/seance.py": "the point itself is where the page comes back",
}


def is_muet(node: ast.AST) -> bool:
    """A Formulaire whose `fait` is an empty sentence."""
    return isinstance(node, ast.keyword) and node.arg == "fait" and ast.unparse(node.value) == "''"


def test_each_form_says_what_it_did():
    muets = {
        str(path.relative_to(SOURCE_DIR))
        for path in SOURCE_DIR.glob("*/views/*.py")
        if any(is_muet(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert muets <= set(SANS_PHRASE)
