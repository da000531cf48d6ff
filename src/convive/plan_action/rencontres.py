"""The days on which people meet about the plan, that a package above gives: for its ribbon, and for their agendas."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from convive.comptes.models import Compte
from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.ruban import Rencontre

Fournisseur = Callable[[Membre, date, date], Iterable[Rencontre]]
_fournisseurs: dict[str, Fournisseur] = {}


def record_rencontres(cle: str, fournisseur: Fournisseur) -> None:
    """The same key recorded again replaces the provider, so that `ready()` may run twice."""
    _fournisseurs[cle] = fournisseur


def list_rencontres(membre: Membre, debut: date, fin: date) -> list[Rencontre]:
    """Those that this place reads, both days included, the first one first."""
    found = (row for fournisseur in _fournisseurs.values() for row in fournisseur(membre, debut, fin))
    return sorted(found, key=lambda row: (row.jour, row.libelle))


@dataclass(frozen=True, slots=True)
class MisAuJour:
    """What became of the actions: how many are new on the agenda, how many were there; `url` is its page."""

    mises: int
    deja: int
    url: str


@dataclass(frozen=True, slots=True)
class OrdresDuJour:
    """The agendas that are being prepared. `list_seances` gives those to come, (identifier, words), the first one
    first; `put` writes at the end of one of them, and doubles nothing."""

    can_put: Callable[[Membre], bool]
    list_seances: Callable[[Membre, date], Sequence[tuple[str, str]]]
    put: Callable[[Compte, Membre, str, Sequence[FicheAction]], MisAuJour]


class RegistreOrdres:
    """At most one provider: the last recorded is asked."""

    def __init__(self) -> None:
        self._ordres: OrdresDuJour | None = None

    def record(self, ordres: OrdresDuJour) -> None:
        self._ordres = ordres

    def get(self, membre: Membre) -> OrdresDuJour | None:
        """None for a place that prepares no agenda."""
        return self._ordres if self._ordres is not None and self._ordres.can_put(membre) else None


ordres_du_jour = RegistreOrdres()
