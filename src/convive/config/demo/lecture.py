"""The files of the demonstration, each read once: several parts of it name what another file holds."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

# Ten times faster where libyaml is there, and the same result.
CHARGEUR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read_yaml(fichier: Path) -> Any:
    """What a file holds. Shared: whoever reads it changes nothing in it."""
    return yaml.load(fichier.read_text(encoding="utf-8"), CHARGEUR)  # noqa: S506 - both loaders are safe
