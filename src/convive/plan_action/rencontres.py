"""The days on which people meet about the plan, that a package above gives to its ribbon."""

from collections.abc import Callable, Iterable
from datetime import date

from convive.espaces.models import Membre
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
