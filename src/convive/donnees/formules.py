"""What a formula over the long table is made of, and what its sums are: pure, for the rules of other packages."""

from typing import NamedTuple

from convive.donnees.rules import Statut

# When nothing is known, the most telling reason wins; the rank is its place here.
RAISONS = (
    Statut.SECRET,
    Statut.SCISSION_INCOMPLETE,
    Statut.NON_PUBLIE,
    Statut.NON_CALCULABLE,
    Statut.NON_APPLICABLE,
    Statut.NON_DISPONIBLE,
)


class Terme(NamedTuple):
    """One quantity of a formula for one year: `annee` is that of the figure, `millesime` that of the quantity."""

    formule: str
    annee: int
    is_numerateur: bool
    grandeur: str
    millesime: int


class Somme(NamedTuple):
    """Both sides of a formula for one group and one year; None when nothing is known, and `raison` tells why."""

    groupe: str
    formule: str
    annee: int
    numerateur: float | None
    denominateur: float | None
    connues: int
    total: int
    is_rupture: bool
    is_partielle: bool
    raison: Statut
    sources: tuple[str, ...]
