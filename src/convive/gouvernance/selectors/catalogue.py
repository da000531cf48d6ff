"""The dated delays of the bodies, read from YAML."""

from dataclasses import dataclass
from datetime import date

from convive.espaces.selectors.parametres import get_parametres


@dataclass(frozen=True, slots=True)
class Delais:
    """In days; `catalogue/` (`delais_convocation.yaml`, `parametres.yaml`) says what each is for."""

    jours_convocation: int
    jours_decision_proche: int
    jours_decision_a_suivre: int
    jours_mandat_finit: int
    jours_siege_vacant: int
    jours_compte_rendu: int
    jours_compte_rendu_oublie: int


def get_delais(today: date) -> Delais:
    return Delais(**get_parametres("gouvernance", today))
