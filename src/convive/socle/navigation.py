"""The registry of what the header shows: each domain adds its entries in `apps.ready()`, `ui` displays them.

The layout may not name a package above it, so the pages of the five verbs, and the page that answers a search,
come from here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Verbe(StrEnum):
    """The five verbs, in the order of the navigation."""

    COMPRENDRE = "Comprendre"
    AGIR = "Agir"
    COOPERER = "Coopérer"
    EVALUER = "Évaluer"
    APPRENDRE = "Apprendre"


@dataclass(frozen=True, slots=True)
class EntreeNavigation:
    """One page of a verb; `url_name` takes no argument, `ordre` sorts the pages inside their verb.

    `pages` lists the other URL names (detail, form) during which this entry is the current one.
    """

    verbe: Verbe
    libelle: str
    url_name: str
    ordre: int
    description: str = ""
    pages: tuple[str, ...] = ()

    def is_courante(self, view_name: str) -> bool:
        return view_name == self.url_name or view_name in self.pages


@dataclass(frozen=True, slots=True)
class CibleRecherche:
    """The page to which the search box of the header sends its `q`."""

    url_name: str
    libelle: str
    invite: str = ""


class RegistreNavigation:
    """Entries and search target; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._entrees: dict[str, EntreeNavigation] = {}
        self._recherche: CibleRecherche | None = None

    def record_entrees(self, *entrees: EntreeNavigation) -> None:
        """Add pages; the same page recorded again replaces itself, so that `ready()` may run twice."""
        for entree in entrees:
            self._entrees[entree.url_name] = entree

    def record_recherche(self, cible: CibleRecherche) -> None:
        self._recherche = cible

    def get_entrees(self, verbe: Verbe) -> Sequence[EntreeNavigation]:
        return sorted(
            (entree for entree in self._entrees.values() if entree.verbe is verbe),
            key=lambda entree: (entree.ordre, entree.libelle),
        )

    def get_recherche(self) -> CibleRecherche | None:
        return self._recherche


navigation = RegistreNavigation()
