"""The dated parameters of the bodies, read from YAML."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from convive.espaces.rules import is_en_cours

FICHIER = Path(__file__).parents[1] / "catalogue" / "parametres.yaml"


@cache
def read_parametres() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(FICHIER.read_text(encoding="utf-8")))


def get_jours_convocation(today: date) -> int:
    """How many days before a séance the team is asked to convene it."""
    rows = (row for row in read_parametres() if row["cle"] == "jours_convocation")
    return next(int(row["valeur"]) for row in rows if is_en_cours(row["date_debut"], row["date_fin"], today))
