"""Where the elements of a tree stand, and how a move is undone. Pure Python."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

NOEUD, FICHE = "noeud", "fiche"
MONTER, DESCENDRE = "monter", "descendre"


@dataclass(frozen=True, slots=True)
class Changement:
    """What a gesture changed in one row, as text: `avant` and `apres` hold the same fields."""

    sorte: str
    uuid: str
    avant: dict[str, Any] = field(default_factory=dict)
    apres: dict[str, Any] = field(default_factory=dict)

    def dump(self) -> dict[str, Any]:
        return asdict(self)


def load_changements(rows: Iterable[Mapping[str, Any]]) -> list[Changement]:
    """What `dump` gave, kept in a session."""
    return [Changement(row["sorte"], row["uuid"], row["avant"], row["apres"]) for row in rows]


def move_in[C](siblings: Sequence[C], cle: C, position: int) -> list[C]:
    """The siblings with `cle` at this place, from 0; it may come from elsewhere. A place out of bounds is the end."""
    others = [other for other in siblings if other != cle]
    rang = len(others) if position < 0 else min(position, len(others))
    return [*others[:rang], cle, *others[rang:]]


def find_position[C](siblings: Sequence[C], cle: C, sens: str) -> int | None:
    """The place one step up or down; None at the end of the way."""
    rang = siblings.index(cle)
    cible = rang - 1 if sens == MONTER else rang + 1
    return cible if 0 <= cible < len(siblings) else None
