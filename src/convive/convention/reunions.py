"""The meetings that date a yearly milestone by being held: each package declares those that it keeps."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from convive.comptes.models import Compte
from convive.convention.models import Ctg, TypeJalon
from convive.socle.registre import Registre


@dataclass(frozen=True, slots=True)
class Reunion:
    """`type_jalon` is the kind of milestone that it dates; `url`, its own page."""

    type_jalon: UUID
    nom: str
    jour: date
    is_tenue: bool
    url: str


@dataclass(frozen=True, slots=True)
class SorteReunion:
    """`list_reunions(ctg, types, lecteur)` gives those of the yearly kinds `types`, within the dates of the CTG, that
    `lecteur` may read; those that are public in the espace, without one."""

    cle: str
    list_reunions: Callable[[Ctg, Sequence[TypeJalon], Compte | None], Iterable[Reunion]]


reunions = Registre[SorteReunion]()


def list_reunions(ctg: Ctg, types: Iterable[TypeJalon], lecteur: Compte | None) -> list[Reunion]:
    """The first one first."""
    annuels = [kind for kind in types if kind.is_annuel and kind.date_archivage is None]
    found = (
        [row for sorte in reunions.get_all() for row in sorte.list_reunions(ctg, annuels, lecteur)] if annuels else []
    )
    return sorted(found, key=lambda row: (row.jour, row.nom))
