"""Who gives proofs of which kind: each part of a training declares what its work shows.

    fournisseurs.record("emargement", list_preuves_emargement)

    def list_preuves_emargement(portee: Portee) -> Iterable[Preuve]: ...

A provider reads, and writes nothing; several may serve one kind.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured

from convive.formation.rules.qualiopi import Preuve
from convive.formation.rules.sortes_preuves import SORTES

if TYPE_CHECKING:
    from convive.formation.selectors.portee_qualiopi import Portee

Fournisseur = Callable[["Portee"], Iterable[Preuve]]


class RegistreFournisseurs:
    """The declared providers; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._fournisseurs: dict[str, dict[Fournisseur, None]] = defaultdict(dict)

    def record(self, sorte: str, fournisseur: Fournisseur) -> None:
        """Raise ImproperlyConfigured for a kind that does not exist. Twice changes nothing."""
        if sorte not in SORTES:
            raise ImproperlyConfigured(f"Sorte de preuve inconnue : {sorte!r}.")
        self._fournisseurs[sorte][fournisseur] = None

    def list_preuves(self, sorte: str, portee: "Portee") -> list[Preuve]:
        return [preuve for fournisseur in self._fournisseurs.get(sorte, ()) for preuve in fournisseur(portee)]

    def list_sortes(self) -> set[str]:
        return {sorte for sorte, found in self._fournisseurs.items() if found}


fournisseurs = RegistreFournisseurs()
