"""The registry by which a package above tells which decision spoke of an action: the chain of its page leads there."""

from collections.abc import Callable
from dataclasses import dataclass

from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction


@dataclass(frozen=True, slots=True)
class DecisionPrise:
    """As a link of the chain shows it; `url` is its page."""

    titre: str
    precision: str
    url: str


type Fournisseur = Callable[[Membre, FicheAction], DecisionPrise | None]


class RegistreDecisions:
    """At most one provider: the last recorded is asked."""

    def __init__(self) -> None:
        self._fournisseur: Fournisseur | None = None

    def record(self, fournisseur: Fournisseur) -> None:
        self._fournisseur = fournisseur

    def get(self, membre: Membre, fiche: FicheAction) -> DecisionPrise | None:
        """The last decision about this action that this place reads; one query at most."""
        return self._fournisseur(membre, fiche) if self._fournisseur is not None else None


decisions_prises = RegistreDecisions()
