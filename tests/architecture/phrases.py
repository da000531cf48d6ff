"""Where the French shown on screen is written: templates, strings of the code, content files."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.maison import SOURCE_DIR

TEMPLATES = sorted([*SOURCE_DIR.rglob("templates/**/*.html"), *SOURCE_DIR.rglob("templates/**/*.txt")])
PHRASES = sorted(p for p in SOURCE_DIR.rglob("*.py") if "migrations" not in p.parts)
CONTENUS = sorted(SOURCE_DIR.rglob("*.yaml"))
COMMENTAIRE = re.compile(r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.S)
COMMENTAIRE_YAML = re.compile(r"^\s*#.*$", re.M)


def list_phrases(code: str) -> Iterator[str]:
    """The strings of a module, without docstrings or regular expressions."""
    tree, lines = ast.parse(code), code.encode().splitlines()
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | inside:
            is_raw = lines[node.lineno - 1][node.col_offset :][:1] in (b"r", b"R")
            if not is_raw:
                yield node.value
