"""The contents that the product comes with, in YAML files."""

from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

# Ten times faster when libyaml is installed, with the same result: the first page of a process waits for it.
CHARGEUR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_contenu_yaml(fichier: Path | Traversable) -> Any:
    """What a file holds. Raise `yaml.YAMLError`, and OSError when it is missing."""
    return yaml.load(fichier.read_text(encoding="utf-8"), CHARGEUR)  # noqa: S506 - both loaders are safe
