"""The pages of an espace, which every package may complete: one registry, from which the header draws its menus."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from convive.espaces.models import Membre
from convive.socle.navigation import Verbe


class Groupe(StrEnum):
    """Where a page is listed: under its verb, or on the page « Réglages de l’espace »."""

    TRAVAIL = "travail"
    REGLAGES = "reglages"


@dataclass(frozen=True, slots=True)
class Onglet:
    """A page of an espace. `page` is a view name whose only argument is the espace; `ordre` sorts inside the group.

    `verbe` is the one of the five under which a page of work is listed; `description`, what one does on a page of
    settings. `sous` is the entry under which it stands as a tab, instead of having its own; `vues`, the other pages,
    outside the espace, that it leads to.
    """

    libelle: str
    page: str
    icone: str
    ordre: int
    is_permis: Callable[[Membre], bool]
    groupe: Groupe = Groupe.TRAVAIL
    verbe: Verbe = Verbe.COOPERER
    description: str = ""
    sous: str = ""
    vues: tuple[str, ...] = ()
    sans: frozenset[str] = frozenset()
    """The types of espace, and the roles, whose menus leave it out: it has nothing to show, or another page does."""

    def is_propose(self, membre: Membre) -> bool:
        return self.sans.isdisjoint((membre.espace.type, membre.role)) and self.is_permis(membre)


class RegistreOnglets:
    def __init__(self) -> None:
        self._onglets: dict[str, Onglet] = {}

    def record(self, *onglets: Onglet) -> None:
        """Add pages; the same one recorded again replaces itself, so that `ready()` may run twice."""
        for onglet in onglets:
            self._onglets[onglet.page] = onglet

    def is_permis(self, page: str, membre: Membre) -> bool:
        """Whether this place opens a page; one that is in no menu has its own rights."""
        onglet = self._onglets.get(page)
        return onglet is None or onglet.is_permis(membre)

    def get_for_membre(self, membre: Membre, groupe: Groupe) -> list[Onglet]:
        """The entries that this place opens, in order."""
        return _sort(o for o in self._onglets.values() if o.groupe is groupe and not o.sous and o.is_propose(membre))

    def get_for_entree(self, entree: str) -> list[Onglet]:
        """The pages that packages add to the tabs of an entry."""
        return _sort(o for o in self._onglets.values() if o.sous == entree)

    def get_for_recherche(self, membre: Membre) -> list[Onglet]:
        """All that this place opens, those that are tabs included."""
        return _sort(o for o in self._onglets.values() if o.is_propose(membre))

    def get(self, page: str) -> Onglet | None:
        return self._onglets.get(page)

    def find_entree(self, vue: str) -> Onglet | None:
        """The entry whose page this is, in an espace or outside."""
        return next((o for o in self._onglets.values() if vue == o.page or vue in o.vues), None)


def _sort(shown: Iterable[Onglet]) -> list[Onglet]:
    return sorted(shown, key=lambda onglet: (onglet.ordre, onglet.page))


onglets = RegistreOnglets()
