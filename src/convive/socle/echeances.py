"""The registry of deadlines: the days that each package expects, gathered on one page and in the calendars of people.

A package records one provider; it gives the deadlines of a place (a « membre ») between two days, in a handful of
queries, and none that this place may not read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Echeance:
    """One day to remember. `cle` is the same as long as the thing is the same: a calendar moves an event, and does not
    double it. `url` is a path; `icone` a name of the sprite. `is_mienne`: the person of this place has to do it."""

    cle: str
    jour: date
    libelle: str
    precision: str
    url: str
    icone: str
    is_mienne: bool = False


Fournisseur = Callable[[Any, date, date], Iterable[Echeance]]


class RegistreEcheances:
    """The recorded providers; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._fournisseurs: dict[str, Fournisseur] = {}

    def record(self, cle: str, fournisseur: Fournisseur) -> None:
        """Add a provider; the same key recorded again replaces it, so that `ready()` may run twice."""
        self._fournisseurs[cle] = fournisseur

    def list_echeances(self, membre: Any, debut: date, fin: date) -> list[Echeance]:
        """Those of a place, both days included, the first to come first."""
        found = (e for fournisseur in self._fournisseurs.values() for e in fournisseur(membre, debut, fin))
        return sorted(found, key=lambda e: (e.jour, e.libelle, e.cle))


echeances = RegistreEcheances()
