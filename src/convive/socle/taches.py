"""The registry of things to do: what each package asks of a person this week, gathered on the home of an espace.

A package records one provider; it gives the tasks of a place (a « membre »), read in two queries at most. Nothing is
stored: a task disappears when what it asks for is done.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any


class Urgence(IntEnum):
    """The order of the list: what is late or blocked, what is dated, what is asked, what can wait."""

    RETARD = 1
    BIENTOT = 2
    A_FAIRE = 3
    PEUT_ATTENDRE = 4


@dataclass(frozen=True, slots=True)
class Tache:
    """One thing to do, in a sentence that begins with a verb; `precision` says why, `geste` names the button.

    `url` is the page where it is done, `icone` a name of the sprite.
    """

    libelle: str
    precision: str
    url: str
    geste: str
    urgence: Urgence
    icone: str
    echeance: date | None = None

    @property
    def is_en_retard(self) -> bool:
        return self.urgence is Urgence.RETARD


@dataclass(frozen=True, slots=True)
class ListeTaches:
    """`maintenant` holds a handful, in order; `ensuite` the others."""

    maintenant: tuple[Tache, ...]
    ensuite: tuple[Tache, ...]


Fournisseur = Callable[[Any, date], Iterable[Tache]]


class RegistreTaches:
    """The recorded providers; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._fournisseurs: dict[str, Fournisseur] = {}

    def record(self, cle: str, fournisseur: Fournisseur) -> None:
        """Add a provider; the same key recorded again replaces it, so that `ready()` may run twice."""
        self._fournisseurs[cle] = fournisseur

    def list_taches(self, membre: Any, today: date, limit: int = 5) -> ListeTaches:
        """The tasks of a place, the most pressing first; at most `limit` are for now, and none that can wait."""
        taches = sorted(
            (tache for fournisseur in self._fournisseurs.values() for tache in fournisseur(membre, today)),
            key=lambda tache: (tache.urgence, tache.echeance or date.max, tache.libelle),
        )
        pressing = [tache for tache in taches if tache.urgence < Urgence.PEUT_ATTENDRE][:limit]
        return ListeTaches(tuple(pressing), tuple(tache for tache in taches if tache not in pressing))


taches = RegistreTaches()
