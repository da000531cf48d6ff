"""What usage says, for every directory: numbers, the missions that a letter proposes. Dated rows, read from YAML."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from convive.espaces.rules import is_en_cours

DOSSIER = Path(__file__).parents[1] / "catalogue"


@dataclass(frozen=True, slots=True)
class BlocMission:
    """A block of missions: its title, and sentences that begin with a verb."""

    titre: str
    activites: tuple[str, ...]


@cache
def read_catalogue(nom: str) -> tuple[dict[str, Any], ...]:
    """The rows of one file of the catalogue, by its name without « .yaml »."""
    return tuple(yaml.safe_load((DOSSIER / f"{nom}.yaml").read_text(encoding="utf-8")))


def list_en_cours(nom: str, today: date) -> Iterator[dict[str, Any]]:
    for row in read_catalogue(nom):
        if is_en_cours(row["date_debut"], row["date_fin"], today):
            yield row


def list_blocs_mission(today: date) -> list[BlocMission]:
    return [BlocMission(row["titre"], tuple(row["activites"])) for row in list_en_cours("lettre_mission", today)]
