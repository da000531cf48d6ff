"""The dated parameters of the plan, read from YAML."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from convive.espaces.rules import is_en_cours
from convive.plan_action.rules.retard import DELAI_RETARD_JOURS

FICHIER = Path(__file__).parents[1] / "catalogue" / "parametres.yaml"


@cache
def _read() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(FICHIER.read_text(encoding="utf-8")))


def get_delai_retard(today: date) -> int:
    """How many days a step may be overdue before its action is late."""
    for row in _read():
        if row["identifiant"] == DELAI_RETARD_JOURS and is_en_cours(row["date_debut"], row["date_fin"], today):
            return int(row["valeur"])
    raise LookupError(f"Aucune valeur de {DELAI_RETARD_JOURS} au {today}.")
