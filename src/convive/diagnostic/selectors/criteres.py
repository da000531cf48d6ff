"""The usual criteria of enjeux, read once from their YAML file."""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from convive.espaces.rules import is_en_cours
from convive.socle.contenus import read_contenu_yaml


@cache
def _read() -> tuple[dict[str, Any], ...]:
    path = files("convive.diagnostic") / "catalogue" / "criteres.yaml"
    return tuple(read_contenu_yaml(path))


def list_criteres_usuels(today: date) -> list[dict[str, Any]]:
    return [row for row in _read() if is_en_cours(row["date_debut"], row["date_fin"], today)]
