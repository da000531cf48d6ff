"""The dated parameters of the plan, read from YAML."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from convive.espaces.rules import is_en_cours
from convive.plan_action.rules.point import JOURS_RELANCE
from convive.plan_action.rules.retard import DELAI_RETARD_JOURS

FICHIER = Path(__file__).parents[1] / "catalogue" / "parametres.yaml"


@cache
def _read() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(FICHIER.read_text(encoding="utf-8")))


def _get_valeur(identifiant: str, today: date) -> Any:
    for row in _read():
        if row["identifiant"] == identifiant and is_en_cours(row["date_debut"], row["date_fin"], today):
            return row["valeur"]
    raise LookupError(f"Aucune valeur de {identifiant} au {today}.")


def get_delai_retard(today: date) -> int:
    """How many days a step may be overdue before its action is late."""
    return int(_get_valeur(DELAI_RETARD_JOURS, today))


def get_jours_relance(today: date) -> tuple[int, ...]:
    """On which days after the first message a pilote who has not answered is asked again."""
    return tuple(int(jours) for jours in _get_valeur(JOURS_RELANCE, today))
