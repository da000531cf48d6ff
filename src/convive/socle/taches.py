"""The registry of tasks: what each package asks a person to do this week, gathered on the home of an espace.

A package records one provider, which returns the tasks of a membre in two queries at most. A task disappears once it
is done: the tasks of a provider are cached only until the next line in the journal of the espace (ADR 0019), or not at
all if the provider is « vivant », because it reads data that the journal does not cover.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from convive.socle.memoire import Memoire

MAX_MAINTENANT = 5


class Urgence(IntEnum):
    """The order of the list: late or blocked, dated, requested, can wait."""

    RETARD = 1
    BIENTOT = 2
    A_FAIRE = 3
    PEUT_ATTENDRE = 4


@dataclass(frozen=True, slots=True)
class Tache:
    """One task, as a sentence that begins with a verb; `precision` says why, `geste` is the text of the button.

    `url` is the page where it is done, `icone` an icon name in the sprite.
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
    """`maintenant` holds the few most pressing tasks, in order; `ensuite` the others."""

    maintenant: tuple[Tache, ...]
    ensuite: tuple[Tache, ...]

    @property
    def resume(self) -> str:
        """How the list is sorted, for its heading: « 2 en retard, puis par date »; empty if nothing is pressing."""
        en_retard = sum(tache.is_en_retard for tache in self.maintenant)
        if not self.maintenant:
            return ""
        return f"{en_retard} en retard, puis par date" if en_retard else "par date"


type Fournisseur = Callable[[Any, date], Iterable[Tache]]


class RegistreTaches:
    """The recorded providers; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._fournisseurs: dict[str, Fournisseur] = {}
        self._vivants: set[str] = set()
        self.pages: dict[str, str] = {}
        """By role, the page that has its tasks, when it is not the home of the espace: one list, never two."""

    def record(self, cle: str, fournisseur: Fournisseur, *, is_vivant: bool = False) -> None:
        """Add a provider; the same key recorded again replaces it, so that `ready()` may run twice.

        With `is_vivant`, the provider is called on every visit, so its queries are added to every home page.
        """
        self._fournisseurs[cle] = fournisseur
        (self._vivants.add if is_vivant else self._vivants.discard)(cle)

    def list_taches(
        self,
        membre: Any,
        today: date,
        limit: int = MAX_MAINTENANT,
        memoire: Memoire | None = None,
        sauf: Container[str] = (),
        sans: Container[str] = (),
    ) -> ListeTaches:
        """The tasks of a membre, most pressing first; `maintenant` has at most `limit`, none of which can wait. Those
        that lead to a URL in `sauf`, or come from a provider in `sans`, are left out: the page shows them already."""

        def fournir(cle: str, fournisseur: Fournisseur) -> tuple[Tache, ...]:
            if memoire is None or cle in self._vivants:
                return tuple(fournisseur(membre, today))
            return memoire.get(f"taches:{cle}", lambda: tuple(fournisseur(membre, today)))

        found = (tache for cle, appel in self._fournisseurs.items() if cle not in sans for tache in fournir(cle, appel))
        taches = _sort(tache for tache in found if tache.url not in sauf)
        pressing = [tache for tache in taches if tache.urgence < Urgence.PEUT_ATTENDRE][:limit]
        return ListeTaches(tuple(pressing), tuple(tache for tache in taches if tache not in pressing))

    def get_cles(self) -> frozenset[str]:
        return frozenset(self._fournisseurs)

    def list_taches_of(self, cles: Iterable[str], membre: Any, today: date) -> tuple[Tache, ...]:
        """The tasks of these providers only, without cache, most pressing first. Raise KeyError for an unknown one."""
        return tuple(_sort(tache for cle in cles for tache in self._fournisseurs[cle](membre, today)))


def _sort(taches: Iterable[Tache]) -> list[Tache]:
    return sorted(taches, key=lambda tache: (tache.urgence, tache.echeance or date.max, tache.libelle))


taches = RegistreTaches()
