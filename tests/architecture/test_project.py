"""What is committed is only about the project: no private URL in a lock file, no local path, complete documentation."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from importlib import import_module
from textwrap import dedent

from django.core.management import get_commands

from convive.espaces.views.cahier import Cahier
from tests.architecture.maison import PROJECT_DIR, SOURCE_DIR, list_files
from tools.mutations import FAUTES


def test_locks_hold_no_address():
    for path in (PROJECT_DIR / "requirements").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path.name
        assert "--index-url" not in text, path.name
    lock = json.loads((PROJECT_DIR / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


def test_locks_hold_a_hash_for_each_version():
    for path in (PROJECT_DIR / "requirements").glob("*.txt"):
        blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        assert all("--hash=sha256:" in block for block in blocks), path.name
    lock = json.loads((PROJECT_DIR / "package-lock.json").read_text(encoding="utf-8"))
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_each_dependency_says_why_it_is_there():
    text = (PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)
    lines = text.splitlines()
    for requirement in project["project"]["dependencies"]:
        index = next(i for i, line in enumerate(lines) if f'"{requirement}"' in line)
        assert lines[index - 1].strip().startswith("#"), requirement


def test_no_path_of_a_machine():
    # Concatenated, so that this file does not match itself.
    patterns = ["/" + "work/", "/" + "root/", "/" + "home/", "shared" + "/open-data"]
    wrong = []
    for path in list_files("*.py", "*.md", "*.html", "*.toml", "*.json", "*.yaml", "*.sh", "run", ".ci/run"):
        # The address of a public page may have one of these words in it.
        text = re.sub(r"https?://[^\s\"'<>)]+", "", path.read_text(encoding="utf-8"))
        wrong += [f"{path.relative_to(PROJECT_DIR)}: {p}" for p in patterns[:3] if p in text]
        if path.is_relative_to(SOURCE_DIR) and patterns[3] in text:
            wrong.append(f"{path.relative_to(PROJECT_DIR)}: {patterns[3]}")
    assert wrong == []


def test_documentation_covers_every_setting():
    settings = (SOURCE_DIR / "config" / "settings.py").read_text(encoding="utf-8")
    variables = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings))
    documented = set(re.findall(r"`([A-Z_]+)`", (PROJECT_DIR / "docs" / "exploitation.md").read_text(encoding="utf-8")))
    assert variables - documented == set()
    assert {name for name in documented if name.startswith("CONVIVE_")} - variables == set()


def test_documentation_covers_every_command():
    ours = {name for name, app in get_commands().items() if app.startswith("convive.")}
    text = (PROJECT_DIR / "docs" / "exploitation.md").read_text(encoding="utf-8")
    assert {name for name in ours if f"convive {name}" not in text} == set()


def test_pages_do_not_load_the_builder_of_parquet():
    """A web process must stay light: pyarrow, pandoc and the spreadsheet writer are only for builds and exports."""
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE']='convive.config.settings'; django.setup();"
        "import convive.config.urls; print([m for m in ('pyarrow', 'pandas', 'xlsxwriter') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT_DIR)
    assert result.stdout.strip() == "[]"


def test_the_guided_tour_names_what_exists():
    """The samples of « Ajouter une petite page » are copied by people who do not know the code yet."""
    tour = (PROJECT_DIR / "docs" / "architecture.md").read_text(encoding="utf-8")
    tour = tour.split("## Ajouter une petite page")[1].split("\n## ")[0]
    samples = [ast.parse(dedent(sample)) for sample in re.findall(r"```python\n(.*?)```", tour, re.DOTALL)]
    assert len(samples) == 4
    for node in (node for sample in samples for node in ast.walk(sample)):
        if isinstance(node, ast.ImportFrom) and not str(node.module).endswith("contact_presse"):
            module = import_module(str(node.module))
            assert [name.name for name in node.names if not hasattr(module, name.name)] == [], node.module
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Cahier":
            assert {keyword.arg for keyword in node.keywords} <= {champ.name for champ in fields(Cahier)}
    for command in re.findall(r"\./run convive (\w+)", tour):
        assert command in get_commands()


def test_each_fault_put_in_by_hand_still_finds_its_place():
    """Otherwise `python -m tools.mutations` would try fewer faults than it says."""
    assert [
        faute.nom for faute in FAUTES if (SOURCE_DIR / faute.fichier).read_text("utf-8").count(faute.avant) != 1
    ] == []
