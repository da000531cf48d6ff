"""The dated parameters of the plan, read from YAML."""

from datetime import date

from convive.espaces.selectors.parametres import get_parametres


def get_delai_retard(today: date) -> int:
    """How many days a step may be overdue before its action is late."""
    return int(get_parametres("plan_action", today)["delai_retard_jours"])


def get_jours_relance(today: date) -> tuple[int, ...]:
    """On which days after the first message a pilote who has not answered is asked again."""
    return tuple(get_parametres("plan_action", today)["jours_relance_point"])
