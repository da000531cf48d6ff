"""All the measures of a territory in one row: the copy of the long table from which sums are computed.

In the long table a row is a figure; here it is a territory, and the position of each figure is given by the build (see
`Mots`). A packed column is read at once, whereas the database would create thousands of values one by one. The last
place is always empty, and stands for what the build does not have. IRIS and quartiers are left out, since they are
never summed. Pure Python: the build writes the rows (`ecriture_rangees`), the pages read them (`requetes.rangees`).
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from convive.donnees.rules import Maille, Statut

MAILLES_SANS_RANGEE = (Maille.IRIS, Maille.QUARTIER_PRIORITAIRE)
TYPE_VALEURS, TYPE_COMPTES = "d", "i"
# One letter per status, and one for « no row ».
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
_PREMIERE_SOURCE = 48  # the code of « 0 »: sources are printable ASCII characters from there


@dataclass(frozen=True)
class Mots:
    """What the places of a row mean: (quantity, vintage) pairs in order, and the names of the sources.

    `reelles` and `fictives`: the places that real territories have, and those that fictional ones have. `scissions`:
    the pieces of each commune that split, by parent.
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
    """The figures of one territory. `valeurs` is NaN where there is no value, and `statuts` says why.

    `connues` and `total` count communes, for figures summed over communes; None if the territory has no such figure.
    """

    valeurs: array[float]
    statuts: str
    sources: str
    connues: array[int] | None = None
    total: array[int] | None = None


def build_rangee(
    valeurs: bytes, statuts: str, sources: str, connues: bytes | None = None, total: bytes | None = None
) -> Rangee:
    """Build a row from the values stored in the file."""
    return Rangee(
        array(TYPE_VALEURS, valeurs),
        statuts,
        sources,
        None if connues is None else array(TYPE_COMPTES, connues),
        None if total is None else array(TYPE_COMPTES, total),
    )
