"""Classes of a map: at most five, none empty, borders that can be read aloud."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from convive.socle.formats import nombre

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


def compute_classes(valeurs: Sequence[float], *, decimales: int, maximum: int = CLASSES_MAX) -> Classes:
    """Quantile borders moved to the roundest number nearby; no class is empty.

    A map is meant to show differences between communes: quantiles keep every class populated when one town is ten
    times the others. A border moves by a quarter of a class at most. Few distinct values give one class each.
    """
    if not valeurs:
        return Classes(bornes=(), libelles=(), decimales=decimales)
    # Whole numbers of the last decimal shown: exact, where floats would class 0.3 and 0.1 + 0.2 apart.
    facteur = 10**decimales
    triees = sorted(round(round(valeur, decimales) * facteur) for valeur in valeurs)
    distinctes = sorted(set(triees))
    maximum = max(1, min(maximum, CLASSES_MAX))
    bornes = distinctes[1:] if len(distinctes) <= maximum else _compute_bornes_rondes(triees, maximum)
    return Classes(
        bornes=tuple(borne / facteur for borne in bornes),
        libelles=_build_libelles(bornes, distinctes, decimales),
        decimales=decimales,
    )


def _compute_bornes_rondes(triees: Sequence[int], maximum: int) -> list[int]:
    marge = len(triees) // (4 * maximum)
    bornes: list[int] = []
    for rang in range(1, maximum):
        place = rang * len(triees) // maximum
        bas, haut = triees[max(place - marge - 1, 0)], triees[min(place + marge, len(triees) - 1)]
        # The border before may have moved up: the class between the two must hold a value.
        if bornes:
            bas = max(bas, triees[bisect_left(triees, bornes[-1])])
        if bas < haut:
            bornes.append(get_plus_ronde(bas, haut, triees[place]))
    return bornes


def get_plus_ronde(bas: int, haut: int, voulue: int) -> int:
    """The roundest whole number above `bas` and up to `haut`: a multiple of 1, 2 or 5 times the largest power of ten.

    Of two as round, the nearest to `voulue`. Raises `ValueError` unless `bas < haut`.
    """
    if bas >= haut:
        raise ValueError("No whole number in this interval.")
    puissance: int = 10 ** len(str(max(abs(bas), abs(haut))))
    while True:
        for pas in (5 * puissance, 2 * puissance, puissance):
            premier, dernier = bas // pas + 1, haut // pas
            if premier <= dernier:
                return max(premier, min(dernier, round(voulue / pas))) * pas
        puissance //= 10


def _build_libelles(bornes: Sequence[int], distinctes: Sequence[int], decimales: int) -> tuple[str, ...]:
    facteur = 10**decimales

    def ecrire(valeur: int) -> str:
        return nombre(valeur / facteur, 0 if valeur % facteur == 0 else decimales)

    if not bornes:
        # One class: one distinct value.
        return (
            (ecrire(distinctes[0]),)
            if len(distinctes) == 1
            else (f"{ecrire(distinctes[0])} à {ecrire(distinctes[-1])}",)
        )
    libelles = [f"moins de {ecrire(bornes[0])}"]
    for bas, suivante in pairwise(bornes):
        libelles.append(ecrire(bas) if suivante == bas + 1 else f"{ecrire(bas)} à {ecrire(suivante - 1)}")
    return (*libelles, f"{ecrire(bornes[-1])} et plus")
