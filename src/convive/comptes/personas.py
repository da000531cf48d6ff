"""The demonstration as this package sees it: personas that a visitor can enter as, given by `settings.DEMO_SOURCE`."""

from dataclasses import dataclass
from typing import Protocol, cast
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from convive.comptes.models import Compte
from convive.socle.objets import Reference


@dataclass(frozen=True, slots=True)
class Persona:
    """An invented person; `voit` says in one sentence what she can see."""

    cle: str
    uuid: UUID
    nom: str
    fonction: str
    email: str
    role: str
    role_libelle: str
    voit: str


@dataclass(frozen=True, slots=True)
class AccesPersona:
    """The compte of a persona, the page that she opens first, and the espace where she is."""

    compte: Compte
    url: str
    reference: Reference
    libelle: str


class SourceDemo(Protocol):
    def list_personas(self) -> tuple[Persona, ...]: ...

    def get_acces(self, cle: str) -> AccesPersona | None:
        """None for an unknown persona, and if the demonstration has not been created."""
        ...


def get_source_demo() -> SourceDemo | None:
    """None if the demonstration is disabled."""
    return cast(SourceDemo, import_string(settings.DEMO_SOURCE)()) if settings.DEMO else None
