"""The slots of documents: named places where a document leaves room for what other packages know.

The package that owns a document declares its slots, then shows each where it stands:

    emplacements.record(Emplacement("convention.annexes", "Annexes"))
    contexte["annexes"] = emplacements.build("convention.annexes", membre, convention)
    {% include "documents/_emplacement.html" with emplacement=annexes %}

A package above it fills the slot, without either importing the other:

    emplacements.record_apport(Apport("plan_annexe", "convention.annexes", 20, can_get_plan, build_annexe_plan))

What fills is blocks, never markup; it is asked again for each document, for the place that takes it away.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from convive.documents.rules.blocs import Element, ElementPlace, place_elements

if TYPE_CHECKING:
    from convive.espaces.models import Membre

CLE = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
NIVEAU = 3
"""A slot has a heading of the second level; what fills it is under."""


class EmplacementInconnu(LookupError):
    """No document declares this slot: a mistake of ours, never the visitor's."""


@dataclass(frozen=True, slots=True)
class Emplacement:
    """A slot. `cle` names its document, then its place: « convention.annexes ». `titre` is its heading.

    `vide` is the sentence of a slot that nothing fills; without it, such a slot leaves no trace, not even its heading.
    """

    cle: str
    titre: str
    vide: str = ""

    def __post_init__(self) -> None:
        if not CLE.fullmatch(self.cle) or not self.titre:
            raise ImproperlyConfigured(f"Emplacement mal déclaré : {self.cle!r}.")


@dataclass(frozen=True, slots=True)
class Apport:
    """What a package puts in a slot. `cle` is its own, `ordre` sorts inside the slot.

    `build(membre, objet)` gives blocks, none when there is nothing to say; `objet` is that of the document, or None.
    It reads only what this place may see: `is_permis` decides for the whole, `build` row by row.
    """

    cle: str
    emplacement: str
    ordre: int
    is_permis: Callable[["Membre"], bool]
    build: Callable[["Membre", Any], Sequence[Element]]


@dataclass(frozen=True, slots=True)
class EmplacementRempli:
    """A slot ready to show, its blocks at their level."""

    titre: str
    places: tuple[ElementPlace, ...]
    vide: str = ""


class RegistreEmplacements:
    """The declared slots and what fills them; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._emplacements: dict[str, Emplacement] = {}
        self._apports: dict[str, Apport] = {}

    def record(self, *emplacements: Emplacement) -> None:
        """Add slots; the same one again replaces itself, so that `ready()` may run twice."""
        for emplacement in emplacements:
            self._emplacements[emplacement.cle] = emplacement

    def record_apport(self, *apports: Apport) -> None:
        """Fill slots, declared before or after. Raise ImproperlyConfigured when one key goes to two slots."""
        for apport in apports:
            if self._apports.get(apport.cle, apport).emplacement != apport.emplacement:
                raise ImproperlyConfigured(f"Deux apports ont la clé « {apport.cle} ».")
            self._apports[apport.cle] = apport

    def get_all(self) -> tuple[Emplacement, ...]:
        return tuple(self._emplacements[cle] for cle in sorted(self._emplacements))

    def list_apports(self, cle: str) -> list[Apport]:
        """What fills a slot, in order."""
        found = [apport for apport in self._apports.values() if apport.emplacement == cle]
        return sorted(found, key=lambda apport: (apport.ordre, apport.cle))

    def list_egares(self) -> list[str]:
        """Keys of what would fill a slot that no document declares; a test wants none."""
        return sorted(cle for cle, apport in self._apports.items() if apport.emplacement not in self._emplacements)

    def build(self, cle: str, membre: "Membre", objet: Any = None) -> EmplacementRempli:
        """A slot as this place sees it. Raise EmplacementInconnu."""
        try:
            emplacement = self._emplacements[cle]
        except KeyError:
            raise EmplacementInconnu(f"Emplacement inconnu : {cle!r}.") from None
        places: list[ElementPlace] = []
        for apport in self.list_apports(cle):
            if apport.is_permis(membre):
                # Each on its own: the headings of one say nothing of the level of the next.
                places += place_elements(apport.build(membre, objet), NIVEAU)
        return EmplacementRempli(emplacement.titre, tuple(places), emplacement.vide)


emplacements = RegistreEmplacements()
