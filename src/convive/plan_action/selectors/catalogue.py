"""The dated delays of the plan, read from YAML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convive.espaces.selectors.parametres import get_parametres


@dataclass(frozen=True, slots=True)
class Delais:
    """In days; `catalogue/parametres.yaml` says what each is for."""

    delai_retard_jours: int
    jours_relance_point: Sequence[int]
    jours_meteo_valable: int
    jours_echeance_proche: int


def get_delais(today: date) -> Delais:
    return Delais(**get_parametres("plan_action", today))
