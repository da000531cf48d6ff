"""What a table of quartiers shows: a column is a quantity of theirs, a sum of a few, or a share. Pure Python.

Figures of a quartier are its own: they are never added to those of its commune.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convive.donnees.rules import Statut

type Lue = tuple[float | None, Statut]
"""A quantity of a quartier: its value, or why there is none."""


@dataclass(frozen=True, slots=True)
class ColonneZone:
    """`termes` are summed, divided by the sum of `sur` when there are some, times `facteur`."""

    libelle: str
    termes: tuple[str, ...]
    sur: tuple[str, ...] = ()
    decimales: int = 0

    @property
    def facteur(self) -> int:
        return 100 if self.sur else 1

    @property
    def grandeurs(self) -> tuple[str, ...]:
        return self.termes + self.sur


_AGES = ("population_0_19", "population_20_64", "population_65p")
COLONNES_IRIS = (
    ColonneZone("Habitants", _AGES),
    ColonneZone("Moins de 20 ans, %", ("population_0_19",), _AGES, 1),
    ColonneZone("65 ans ou plus, %", ("population_65p",), _AGES, 1),
    ColonneZone("Niveau de vie médian, €", ("niveau_vie_median",)),
    ColonneZone("Taux de pauvreté, %", ("taux_pauvrete",), decimales=1),
    ColonneZone("Enfants de 0 à 2 ans (Caf)", ("caf_enfants_0_2",)),
    ColonneZone("Allocataires du RSA, % (Caf)", ("caf_allocataires_rsa",), ("caf_allocataires",), 1),
)
COLONNES_QPV = (
    ColonneZone("Habitants", ("population_municipale",)),
    ColonneZone("Moins de 25 ans, %", ("part_0_24_ans",), decimales=1),
    ColonneZone("Niveau de vie médian, €", ("niveau_vie_median",)),
    ColonneZone("Taux de pauvreté, %", ("taux_pauvrete",), decimales=1),
    ColonneZone("Taux d’emploi des 15-64 ans, %", ("taux_emploi_15_64",), decimales=1),
    ColonneZone("Enfants de 0 à 2 ans (Caf)", ("caf_enfants_0_2",)),
)


def list_grandeurs(*colonnes: ColonneZone) -> tuple[str, ...]:
    """Quantities that the columns need, each once."""
    return tuple(dict.fromkeys(grandeur for colonne in colonnes for grandeur in colonne.grandeurs))


def compute_valeur(colonne: ColonneZone, lues: Mapping[str, Lue], seuil_denominateur: float) -> Lue:
    """The figure of a column for one quartier; what is missing makes the whole missing, and says why.

    >>> part = ColonneZone("Part", ("a",), ("a", "b"))
    >>> compute_valeur(part, {"a": (10.0, Statut.VALEUR), "b": (30.0, Statut.VALEUR)}, 30)
    (25.0, <Statut.VALEUR: 'valeur'>)
    """
    parts = [lues.get(grandeur, (None, Statut.NON_DISPONIBLE)) for grandeur in colonne.grandeurs]
    for valeur, statut in parts:
        if valeur is None:
            return None, statut
    somme = _sum(parts[: len(colonne.termes)])
    if not colonne.sur:
        return somme, _get_statut(parts)
    denominateur = _sum(parts[len(colonne.termes) :])
    if denominateur < max(seuil_denominateur, 1):
        return None, Statut.NON_CALCULABLE
    return colonne.facteur * somme / denominateur, _get_statut(parts)


def _sum(parts: Sequence[Lue]) -> float:
    return sum(valeur or 0.0 for valeur, _ in parts)


def _get_statut(parts: Sequence[Lue]) -> Statut:
    """That of the first part with a reservation."""
    return next((statut for _, statut in parts if statut is not Statut.VALEUR), Statut.VALEUR)
