"""One page, one name: the view, URL name, template and test file share it. Also rules about file names and sizes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.maison import ORDRE, PACKAGES, PROJECT_DIR, SOURCE_DIR, list_files

BANNED = {"utils", "helpers", "common", "core", "misc", "services", "service", "managers", "manager", "projet"}
MAX_LINES = 400
# The pages of `ui` that answer errors have no URL; the gallery has one.


def walk(patterns, namespace: str = ""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            yield namespace, pattern


ROUTES = [(namespace, route) for namespace, route in walk(get_resolver().url_patterns) if namespace in PACKAGES]


def list_missing(namespace: str, route: URLPattern) -> Iterator[str]:
    """What a page lacks under its own name: its view, its test, its template. Pages that share a template are tested
    together, in the test of their module."""
    if route.callback.__name__ != route.name:
        yield route.callback.__name__
    tests, gabarit = PROJECT_DIR / "tests" / namespace, getattr(route.callback, "gabarit", "")
    names = [route.name, route.callback.__module__.rpartition(".")[2]] if gabarit else [route.name]
    if not any((folder / f"test_{name}.py").exists() for folder in (tests / "views", tests) for name in names):
        yield f"test_{route.name}.py"
    template = SOURCE_DIR / namespace / "templates" / namespace / f"{route.name}.html"
    if not (gabarit or route.name.endswith("_export") or template.exists()):
        yield template.name


def test_pages_have_one_name():
    assert len(ROUTES) > 400
    missing = {f"{namespace}:{route.name}": list(list_missing(namespace, route)) for namespace, route in ROUTES}
    assert {page: names for page, names in missing.items() if names} == {}


def test_no_banned_name():
    names = {p.stem for p in list_files("src/**/*.py", "src/*.py")} | set(PACKAGES)
    assert not names & BANNED


def test_every_package_has_a_place_in_the_order():
    assert set(PACKAGES) <= set(ORDRE)


def test_no_file_is_too_long():
    long = {
        str(p.relative_to(PROJECT_DIR)): count
        for p in list_files("*.py", "*.html", "*.js", "*.mjs", "*.css", "run")
        if "/migrations/" not in str(p) and (count := len(p.read_text(encoding="utf-8").splitlines())) > MAX_LINES
    }
    assert long == {}


def test_views_reach_rows_through_selectors():
    wrong = []
    for path in [*SOURCE_DIR.glob("*/views.py"), *SOURCE_DIR.glob("*/views/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "objects":
                wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_views_are_short():
    long = []
    for path in [*SOURCE_DIR.glob("*/views.py"), *SOURCE_DIR.glob("*/views/*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 30:
                long.append(f"{path.name}:{node.name}")
    assert long == []


def test_names_of_models_are_in_the_glossary(glossaire: str):
    from django.apps import apps

    missing = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("convive.") and f"`{model.__name__}`" not in glossaire
    ]
    assert missing == []


@pytest.fixture
def glossaire() -> str:
    return Path(PROJECT_DIR / "docs" / "glossaire.md").read_text(encoding="utf-8")
