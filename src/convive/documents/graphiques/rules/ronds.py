"""Sizes of proportional circles, and the round numbers of their legend."""

import math

PARTS = (1.0, 0.25, 0.05)
"""Of the largest value, for the three sizes of the legend: the last one is still a circle that one sees."""


def compute_rayon(valeur: float, maximum: float, rayon_max: float) -> float:
    """Radius of a value: a surface twice as large says twice as many; 0 for what is not above zero."""
    return rayon_max * math.sqrt(valeur / maximum) if valeur > 0 and maximum > 0 else 0.0


def choose_tailles(maximum: float, decimales: int) -> tuple[float, ...]:
    """At most three round numbers, from the largest down, none above the maximum and none below what is written."""
    pas = 10.0**-decimales
    tailles: list[float] = []
    for part in PARTS:
        taille = _get_rond(maximum * part, decimales) if maximum * part >= pas else 0.0
        if taille >= pas and taille not in tailles:
            tailles.append(taille)
    return tuple(tailles)


def _get_rond(valeur: float, decimales: int) -> float:
    """The largest of 1, 2 or 5 times a power of ten that is not above the value."""
    puissance = 10.0 ** math.floor(math.log10(valeur))
    chiffre = next((m for m in (5, 2) if m * puissance <= valeur * (1 + 1e-9)), 1)
    return round(chiffre * puissance, decimales)
