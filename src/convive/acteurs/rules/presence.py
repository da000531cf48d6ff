"""Who is missing around a thématique: the types of organisations that one expects there, and those that are there.

Pure Python. What is expected is usage, not law: catalogue/attendus.yaml gives it, dated.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CasePresence:
    """One cell of the table: how many organisations of a type work on a thématique, and whether one is expected."""

    type: str
    nombre: int
    is_attendu: bool

    @property
    def is_manque(self) -> bool:
        return self.is_attendu and self.nombre == 0


def build_cases(
    types: Sequence[str], comptes: Mapping[str, int], attendus: Collection[str]
) -> tuple[CasePresence, ...]:
    """The cells of one thématique, in the order of the columns."""
    return tuple(CasePresence(cle, comptes.get(cle, 0), cle in attendus) for cle in types)


def list_types_utiles(types: Sequence[str], presents: Collection[str], attendus: Collection[str]) -> tuple[str, ...]:
    """The columns of the table: types that are there somewhere, or expected somewhere."""
    return tuple(cle for cle in types if cle in presents or cle in attendus)
