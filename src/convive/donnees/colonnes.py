"""Columns of figures: one quantity, one vintage, one level, one source, and one cell per territory.

A file with thirty columns gives thirty of these: no row is built until the table is written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from convive.donnees.rules import Mesure, Statut

type Cellule = float | Statut
"""A number, or the reason why there is none."""


@dataclass(frozen=True)
class Colonne:
    """`territoires` may be shared by several columns, and is then written only once."""

    maille: str
    indicateur: str
    millesime: int
    source: str
    territoires: Sequence[str]
    cellules: Sequence[Cellule]

    def list_mesures(self) -> Iterator[Mesure]:
        """The same figures as rows."""
        for territoire, cellule in zip(self.territoires, self.cellules, strict=True):
            if isinstance(cellule, float):
                yield Mesure(
                    self.maille, territoire, self.indicateur, self.millesime, cellule, Statut.VALEUR, self.source
                )
            else:
                yield Mesure(self.maille, territoire, self.indicateur, self.millesime, None, cellule, self.source)
