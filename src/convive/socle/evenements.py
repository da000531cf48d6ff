"""The registry of events: which actions of the journal notify people, whom, and in which words.

A package declares its events in `apps.ready()`. The journal publishes each line that it writes, inside the transaction
of the action. The package that notifies has recorded what to do with it. None of the three imports another.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured


class EvenementInconnu(LookupError):
    """Nothing was recorded under this key."""


@dataclass(frozen=True, slots=True)
class Evenement:
    """Something that people may want to be notified of.

    `cle` is stored, so it never changes. `libelle` is its line in the preferences (« Une note que je suis a changé »).
    `phrase` holds {auteur} and {objet}; `phrase_groupe`, for several on the same object, {nombre} and {objet}.
    `objet_type` and `geste` are those of the journal; an event without `geste` is published by its own package.
    `list_destinataires(ligne)` returns the ids of the comptes to notify; by default, those who follow the object.
    `page` is a view name whose only argument is the espace, opened instead of the page of the object.
    """

    cle: str
    libelle: str
    phrase: str
    phrase_groupe: str
    ordre: int
    objet_type: str = ""
    geste: str = ""
    list_destinataires: Callable[[Any], Iterable[UUID]] | None = None
    page: str = ""

    def __post_init__(self) -> None:
        if self.geste and not self.objet_type:
            raise ImproperlyConfigured(f"Événement « {self.cle} » : un geste du journal porte sur un type d’objet.")

    def build_phrase(self, *, objet: str, auteur: str, nombre: int = 1) -> str:
        """The sentence shown for this event, or for `nombre` of them on the same object."""
        phrase = self.phrase if nombre == 1 else self.phrase_groupe
        return phrase.format(auteur=auteur, objet=objet, nombre=nombre)


class RegistreEvenements:
    """The declared events and their handlers; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._evenements: dict[str, Evenement] = {}
        self._suites: dict[str, Callable[[Any], None]] = {}

    def record(self, *evenements: Evenement) -> None:
        """Add events; the same one recorded again replaces itself, so that `ready()` may run twice."""
        for evenement in evenements:
            self._evenements[evenement.cle] = evenement

    def record_suite(self, cle: str, suite: Callable[[Any], None]) -> None:
        """Add a handler called with each line of the journal; the same key recorded again replaces it."""
        self._suites[cle] = suite

    def get(self, cle: str) -> Evenement:
        try:
            return self._evenements[cle]
        except KeyError:
            raise EvenementInconnu(f"Événement inconnu : {cle!r}.") from None

    def get_all(self) -> tuple[Evenement, ...]:
        return tuple(sorted(self._evenements.values(), key=lambda evenement: (evenement.ordre, evenement.cle)))

    def get_for(self, objet_type: str, geste: str) -> tuple[Evenement, ...]:
        """The events that such a line of the journal triggers."""
        found = (e for e in self._evenements.values() if e.objet_type == objet_type and e.geste == geste)
        return tuple(found)

    def publish(self, ligne: Any) -> None:
        """Pass a line of the journal, just written, to every handler, in the same transaction."""
        for suite in self._suites.values():
            suite(ligne)


evenements = RegistreEvenements()
