"""Mandates after an election, and functions that are about to end. Pure Python; today is an argument."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Scrutin:
    """An election: `jour` is the first on which a new mandate may begin, `types` the organisations that it renews."""

    libelle: str
    jour: date
    types: frozenset[str]


def is_a_confirmer(
    scrutin: Scrutin, today: date, *, is_elu: bool, type: str, debut: date | None, fin: date | None
) -> bool:
    """Whether a mandate that began before the election is said to last today still; `fin` no longer counts."""
    if not is_elu or type not in scrutin.types or today < scrutin.jour:
        return False
    return (debut is None or debut < scrutin.jour) and (fin is None or fin > today)


def finit_bientot(fin: date | None, today: date, jours: int) -> bool:
    """Whether what lasts today ends in so many days at most; `fin` no longer counts."""
    return fin is not None and today < fin <= today + timedelta(days=jours + 1)
