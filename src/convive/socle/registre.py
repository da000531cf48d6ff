"""Items that packages declare at start-up under a key: the base of most of our registries."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from django.db import models

from convive.socle.objets import Reference, objets


class AvecCle(Protocol):
    @property
    def cle(self) -> str: ...


class Registre[T: AvecCle]:
    """The declared items; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._declares: dict[str, T] = {}
        self._observateurs: list[Callable[[T], None]] = []

    def record(self, *declares: T) -> None:
        """Add items; the same key recorded again replaces the item, so that `ready()` may run twice."""
        for declare in declares:
            self._declares[declare.cle] = declare
            for observateur in self._observateurs:
                observateur(declare)

    def observe(self, observateur: Callable[[T], None]) -> None:
        """Call a function with each item, recorded or to come, so that the order of the packages does not matter."""
        if observateur not in self._observateurs:
            self._observateurs.append(observateur)
        for declare in self._declares.values():
            observateur(declare)

    def get(self, cle: str) -> T | None:
        return self._declares.get(cle)

    def get_all(self) -> tuple[T, ...]:
        """In the order in which they were declared."""
        return tuple(self._declares.values())


class RegistreParType[T: AvecCle](Registre[T]):
    """Items whose key is that of a type of the registry of objects."""

    def get_objet(self, reference: Reference, compte: Any, espace_uuid: UUID) -> models.Model | None:
        """The object, if this person may see it in this espace; otherwise None, even if the reference was forged."""
        if self.get(reference.objet_type) is None:
            return None
        return objets.get(reference.objet_type).get_visible(reference.objet_uuid, compte, espace_uuid)
