"""The pages of an espace, which every package may complete: one registry, read by each page to draw its tabs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from convive.espaces.models import Membre


class Groupe(StrEnum):
    """Where a page is listed: among the tabs, or in the menu « Réglages » at their end."""

    TRAVAIL = "travail"
    REGLAGES = "reglages"


@dataclass(frozen=True, slots=True)
class Onglet:
    """A page of an espace. `page` is a view name whose only argument is the espace; `ordre` sorts inside the group."""

    libelle: str
    page: str
    icone: str
    ordre: int
    is_permis: Callable[[Membre], bool]
    groupe: Groupe = Groupe.TRAVAIL


class RegistreOnglets:
    def __init__(self) -> None:
        self._onglets: dict[str, Onglet] = {}

    def record(self, *onglets: Onglet) -> None:
        """Add pages; the same one recorded again replaces itself, so that `ready()` may run twice."""
        for onglet in onglets:
            self._onglets[onglet.page] = onglet

    def get_for_membre(self, membre: Membre, groupe: Groupe) -> list[Onglet]:
        """The pages that this place opens, in order."""
        shown = [o for o in self._onglets.values() if o.groupe is groupe and o.is_permis(membre)]
        return sorted(shown, key=lambda onglet: (onglet.ordre, onglet.page))


onglets = RegistreOnglets()
