"""The files of the demonstration, each read once: several parts of it name what another file holds."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

# Ten times faster where libyaml is there, and the same result.
CHARGEUR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(fichier: Path) -> Any:
    """What a file holds, of one's own: two requests that start together may each change theirs."""
    return deepcopy(_read_yaml(fichier))


@cache
def _read_yaml(fichier: Path) -> Any:
    return yaml.load(fichier.read_text(encoding="utf-8"), CHARGEUR)  # noqa: S506 - both loaders are safe
