"""Every measure of a territory in one row: the copy of the long table that sums are computed from.

A row of the long table is a figure; here a row is a territory, its figures aligned on the words of the build (see
`Mots`): a packed column is read at once, where thousands of figures would each be made by the database. Its last place
is always empty: it stands for what the build does not have. IRIS and quartiers are never summed and are left out.
Pure: the build writes it (`ecriture_rangees`), the pages read it (`requetes.rangees`).
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from convive.donnees.rules import Maille, Statut

MAILLES_SANS_RANGEE = (Maille.IRIS, Maille.QUARTIER_PRIORITAIRE)
TYPE_VALEURS, TYPE_COMPTES = "d", "i"
# One letter by status, one for « no row ».
LETTRES: Mapping[str, str] = {
    Statut.VALEUR: "v",
    Statut.SECRET: "s",
    Statut.PARTIEL: "p",
    Statut.NON_DISPONIBLE: "d",
    Statut.NON_PUBLIE: "n",
    Statut.NON_CALCULABLE: "c",
    Statut.SCISSION_INCOMPLETE: "i",
    Statut.RUPTURE_DE_SERIE: "r",
    Statut.NON_APPLICABLE: "a",
}
SANS_LIGNE = "-"
STATUTS_PAR_LETTRE: Mapping[str, Statut] = {lettre: Statut(statut) for statut, lettre in LETTRES.items()}
_PREMIERE_SOURCE = 48


@dataclass(frozen=True)
class Mots:
    """What the places of a row stand for: (quantity, vintage) pairs in order, and the names of the sources.

    `reelles` and `fictives`: the places that a real territory has, those that the fictional one has. `scissions`: the
    pieces of the communes that split, by parent.
    """

    mesures: tuple[tuple[str, int], ...]
    sources: tuple[str, ...]
    reelles: frozenset[int] = frozenset()
    fictives: frozenset[int] = frozenset()
    scissions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def rangs(self) -> Mapping[tuple[str, int], int]:
        return {mesure: rang for rang, mesure in enumerate(self.mesures)}

    @cached_property
    def sources_par_lettre(self) -> Mapping[str, str]:
        return {render_source(rang): source for rang, source in enumerate(self.sources)}

    @property
    def rang_vide(self) -> int:
        return len(self.mesures)

    def get_rang(self, grandeur: str, millesime: int) -> int:
        return self.rangs.get((grandeur, millesime), self.rang_vide)


def render_source(rang: int) -> str:
    return chr(_PREMIERE_SOURCE + rang)


@dataclass(frozen=True, slots=True)
class Rangee:
    """The figures of one territory. `valeurs`: NaN where there is none, and `statuts` tells why.

    `connues` and `total` count communes for a figure that was summed over some; None for a territory that has none.
    """

    valeurs: array[float]
    statuts: str
    sources: str
    connues: array[int] | None = None
    total: array[int] | None = None


def build_rangee(
    valeurs: bytes, statuts: str, sources: str, connues: bytes | None = None, total: bytes | None = None
) -> Rangee:
    """From what the file holds."""
    return Rangee(
        array(TYPE_VALEURS, valeurs),
        statuts,
        sources,
        None if connues is None else array(TYPE_COMPTES, connues),
        None if total is None else array(TYPE_COMPTES, total),
    )
