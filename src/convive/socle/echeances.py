"""The registry of deadlines: the dates of every package, gathered on one page and in people's calendars.

A package records one provider. It returns the deadlines of a membre between two days, in a handful of queries, without
any that this membre may not read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Echeance:
    """One date to remember. `cle` stays the same when the date changes, so that a calendar moves the event instead of
    duplicating it. `url` is a path; `icone` an icon name in the sprite. `is_mienne`: this membre has to do it."""

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
        """The deadlines of a membre between two days, both included, earliest first."""
        found = (e for fournisseur in self._fournisseurs.values() for e in fournisseur(membre, debut, fin))
        return sorted(found, key=lambda e: (e.jour, e.libelle, e.cle))


echeances = RegistreEcheances()
