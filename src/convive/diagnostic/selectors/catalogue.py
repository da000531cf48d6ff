"""The catalogue of indicators, read once from its YAML files."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from convive.diagnostic.rules.catalogue import Catalogue, build_catalogue

FOLDER = files("convive.diagnostic") / "catalogue"


def _read(name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return entries


@cache
def get_catalogue() -> Catalogue:
    """Raise CatalogueInvalide when an entry cannot be used."""
    return build_catalogue(_read("themes.yaml"), _read("indicateurs.yaml"), _read("parametres.yaml"))
