"""Common to the architecture tests: the packages in order, and the files of the project."""

import configparser
import re
import subprocess
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[2]
SOURCE_DIR = PROJECT_DIR / "src" / "convive"


def read_contrat(nom: str, cle: str) -> list[str]:
    """The lines of a key of an import-linter contract, in order."""
    parser = configparser.ConfigParser()
    parser.read(PROJECT_DIR / ".importlinter", encoding="utf-8")
    return [line for line in parser[f"importlinter:contract:{nom}"][cle].split("\n") if line.strip()]


def read_ordre() -> dict[str, int]:
    """The rank of each package in the import-linter contract, from 0 at the bottom; siblings share a rank."""
    lines = read_contrat("domaines", "layers")
    ranks = {}
    for rank, line in enumerate(reversed(lines)):
        for name in re.findall(r"\w+", line):
            ranks[name] = rank
    return ranks


ORDRE = read_ordre()
PACKAGES = sorted(p.name for p in SOURCE_DIR.iterdir() if (p / "__init__.py").exists())


def get_package(module: str) -> str | None:
    """« diagnostic » for « convive.diagnostic.models »; None outside the product."""
    parts = module.split(".")
    return parts[1] if parts[0] == "convive" and len(parts) > 1 else None


def list_files(*patterns: str) -> list[Path]:
    """The files of the whole project that git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    output = subprocess.run(command, cwd=PROJECT_DIR, capture_output=True, text=True, check=True).stdout
    return [path for line in output.splitlines() if (path := PROJECT_DIR / line).is_file()]


def list_templates() -> list[Path]:
    return sorted(SOURCE_DIR.glob("*/templates/**/*.html"))


def find_wrong[T](paths: Iterable[Path], list_wrong: Callable[[str], Collection[T]]) -> dict[str, Collection[T]]:
    """Path in the product → what is wrong in the text of the file. Fails if there is no file: the rule would check
    nothing."""
    texts = {str(path.relative_to(SOURCE_DIR)): path.read_text(encoding="utf-8") for path in paths}
    assert texts
    return {name: wrong for name, text in texts.items() if (wrong := list_wrong(text))}
