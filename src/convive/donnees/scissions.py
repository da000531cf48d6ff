"""The rule for communes that split, in one place: how to count the pieces of an undivided figure together.

A file older than a split gives one figure for all the pieces. None of them then has a figure of its own, and the figure
of the whole is never shared out. A territory that contains every piece counts it once; one that contains only some of
them lacks these, and is partial. `conversion` says which figures are undivided; `agregation` has the same rule in SQL
for the territories of the code list, and a test compares the two.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from convive.donnees.rangees import LETTRES, SANS_LIGNE, Rangee
from convive.donnees.rules import Statut

_VALEUR, _PARTIEL = LETTRES[Statut.VALEUR], LETTRES[Statut.PARTIEL]
_RUPTURE, _INCOMPLETE = LETTRES[Statut.RUPTURE_DE_SERIE], LETTRES[Statut.SCISSION_INCOMPLETE]


class Lue(NamedTuple):
    """One figure of several pieces together; its status and sources are letters, as in a `Rangee`."""

    valeur: float
    statut: str
    sources: str


class Reunion(NamedTuple):
    """The pieces that are counted as one, by code, and their figures by place."""

    pieces: Mapping[str, Rangee | None]
    lues: Mapping[int, Lue]


class Ensemble(NamedTuple):
    """A commune as it was before it split, and today's pieces by code; None for a piece without any figure."""

    parent: str
    entier: Rangee
    pieces: Mapping[str, Rangee | None]

    def reunite(self, places: Iterable[int]) -> Reunion | None:
        """The pieces to count as one so that all these figures are known. None if no piece is undivided, or if the
        pieces do not make a whole at every place. A piece that has its own figures stays separate.
        """
        wanted = sorted(set(places))
        # With several sources, the figure of the whole and that of the parent may come from different ones.
        parent = self.pieces.get(self.parent)
        indivises = [p for p in wanted if self.entier.statuts[p] != SANS_LIGNE and _is_indivise(parent, p)]
        pieces = {c: piece for c, piece in self.pieces.items() if any(_is_indivise(piece, p) for p in indivises)}
        if not pieces:
            return None
        lues = {
            place: _read(self.entier if place in indivises else None, list(pieces.values()), place) for place in wanted
        }
        connues = {place: lue for place, lue in lues.items() if lue is not None}
        return Reunion(pieces, connues) if len(connues) == len(wanted) else None


def _is_indivise(piece: Rangee | None, place: int) -> bool:
    return piece is None or piece.statuts[place] in (_INCOMPLETE, SANS_LIGNE)


def _read(entier: Rangee | None, pieces: Sequence[Rangee | None], place: int) -> Lue | None:
    """The figure of these pieces together; None if they do not make a whole at that place."""
    parts = [piece for piece in pieces if piece is not None]
    if entier is not None:
        # Pieces that have a figure of their own are not included in that of the parent.
        parts = [entier, *(piece for piece in parts if not _is_indivise(piece, place))]
    elif len(parts) < len(pieces):
        return None
    valeur = math.fsum(part.valeurs[place] for part in parts)
    if math.isnan(valeur):
        return None
    statuts = {part.statuts[place] for part in parts}
    statut = next((lettre for lettre in (_RUPTURE, _PARTIEL) if lettre in statuts), _VALEUR)
    return Lue(valeur, statut, "".join(sorted({part.sources[place] for part in parts})))


def list_parents(scissions: Mapping[str, Sequence[str]], communes: Iterable[str]) -> list[str]:
    """The communes that split and of which all the pieces are among `communes`. `scissions`: pieces by parent."""
    held = set(communes)
    return [parent for parent, pieces in scissions.items() if held.issuperset(pieces)]
