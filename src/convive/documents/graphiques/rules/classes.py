"""Classes of a map: at most five, none empty, borders that can be read aloud."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from convive.socle.formats import nombre as ecrire_nombre

CLASSES_MAX = 5


@dataclass(frozen=True, slots=True)
class Classes:
    """`bornes` are the inner borders, increasing; a value equal to a border belongs to the class above.

    Values are classed once rounded to `decimales`, so that the label of a class tells exactly what is inside.
    """

    bornes: tuple[float, ...]
    libelles: tuple[str, ...]
    decimales: int

    def get_rang(self, valeur: float) -> int:
        """Rank of the class of a value, from 0."""
        return bisect_right(self.bornes, round(valeur, self.decimales))


def compute_pas(etendue: float, nombre: int) -> float:
    """The readable step (1, 2 or 5 times a power of ten) nearest above `etendue / nombre`."""
    brut = etendue / nombre
    puissance = 10.0 ** math.floor(math.log10(brut))
    for multiple in (1, 2, 5, 10):
        if brut <= multiple * puissance * (1 + 1e-9):
            return multiple * puissance
    return 10 * puissance  # pragma: no cover - log10 rounding can only miss by less than the tolerance


def compute_classes(valeurs: Sequence[float], *, decimales: int, nombre: int = CLASSES_MAX) -> Classes:
    """Quantile borders rounded to a readable step; classes left empty by the rounding are merged.

    A map is meant to show differences between communes: quantiles keep every class populated when one town is ten
    times the others. Few distinct values give one class each.
    """
    if not valeurs:
        return Classes(bornes=(), libelles=(), decimales=decimales)
    triees = sorted(round(valeur, decimales) + 0.0 for valeur in valeurs)
    distinctes = sorted(set(triees))
    nombre = max(1, min(nombre, CLASSES_MAX))
    if len(distinctes) <= nombre:
        candidats = distinctes[1:]
    else:
        candidats = _compute_bornes_rondes(triees, nombre, decimales)
    bornes: list[float] = []
    bas = triees[0]
    for borne in candidats:
        # A border is kept only if something lies between it and the one before, and something above it.
        if any((bornes[-1] if bornes else bas) <= valeur < borne for valeur in distinctes) and borne <= triees[-1]:
            bornes.append(borne)
    return Classes(bornes=tuple(bornes), libelles=_build_libelles(bornes, distinctes, decimales), decimales=decimales)


def _compute_bornes_rondes(triees: Sequence[float], nombre: int, decimales: int) -> list[float]:
    finesse = 10.0**-decimales
    pas = max(compute_pas(triees[-1] - triees[0], 4 * nombre), finesse)
    bornes = set()
    for rang in range(1, nombre):
        quantile = triees[min(len(triees) - 1, (rang * len(triees)) // nombre)]
        # Where many small communes crowd together the common step is too coarse: halve it down to the precision.
        pas_local = pas
        while pas_local > finesse * 1.5 and round(quantile / pas_local) * pas_local <= triees[0]:
            pas_local = max(compute_pas(pas_local / 2, 1), finesse)
            if pas_local >= pas:
                break
            pas = pas_local
        bornes.add(round(round(quantile / pas_local) * pas_local, decimales) + 0.0)
    return sorted(bornes)


def _build_libelles(bornes: Sequence[float], distinctes: Sequence[float], decimales: int) -> tuple[str, ...]:
    def ecrire(valeur: float) -> str:
        entier = all(float(borne).is_integer() for borne in bornes) and float(valeur).is_integer()
        return ecrire_nombre(valeur, 0 if entier else decimales)

    finesse = 10.0**-decimales
    if not bornes:
        bas, haut = distinctes[0], distinctes[-1]
        return (ecrire(bas) if bas == haut else f"{ecrire(bas)} à {ecrire(haut)}",)
    libelles = [f"moins de {ecrire(bornes[0])}"]
    for bas, suivante in zip(bornes, bornes[1:], strict=False):
        haut = round(suivante - finesse, decimales)
        libelles.append(ecrire(bas) if haut <= bas else f"{ecrire(bas)} à {ecrire(haut)}")
    libelles.append(f"{ecrire(bornes[-1])} et plus")
    return tuple(libelles)
