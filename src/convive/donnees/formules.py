"""The terms of a formula over the long table, and its sums. Pure Python, for the rules of other packages."""

from typing import NamedTuple

from convive.donnees.rules import Statut

# If no value is known, the most informative reason wins: the first one in this order.
RAISONS = (
    Statut.SECRET,
    Statut.SCISSION_INCOMPLETE,
    Statut.NON_PUBLIE,
    Statut.NON_CALCULABLE,
    Statut.NON_APPLICABLE,
    Statut.NON_DISPONIBLE,
)


class Terme(NamedTuple):
    """One quantity of a formula for one year: `annee` is the year of the result, `millesime` that of the quantity."""

    formule: str
    annee: int
    is_numerateur: bool
    grandeur: str
    millesime: int


class Somme(NamedTuple):
    """Both sides of a formula for one group and one year; None if unknown, for the reason `raison`."""

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
