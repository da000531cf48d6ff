"""Axes and labels of a line chart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from convive.documents.graphiques.rules.figures import Point, Rupture, Serie, get_nombre
from convive.donnees.rules import Statut


def compute_pas(etendue: float, nombre: int) -> float:
    """The readable step (1, 2 or 5 times a power of ten) just above `etendue / nombre`."""
    brut = etendue / nombre
    puissance = 10.0 ** math.floor(math.log10(brut))
    return next((multiple for multiple in (1, 2, 5) if brut <= multiple * puissance * (1 + 1e-9)), 10) * puissance


@dataclass(frozen=True, slots=True)
class Axe:
    """A numeric axis; `depuis_zero` is False when the reader must be told where it starts."""

    bas: float
    haut: float
    graduations: tuple[float, ...]
    decimales: int
    depuis_zero: bool


def compute_axe(valeurs: Sequence[float], *, depuis_zero: bool | None = None, graduations: int = 4) -> Axe:
    """Readable bounds around the values.

    With `depuis_zero=None` the axis starts at zero as soon as the values spread over more than 60 % of the highest:
    below that, a line starting at zero would be flat and would hide what the chart is for.
    """
    bas, haut = min(valeurs), max(valeurs)
    if depuis_zero is None:
        depuis_zero = bas <= 0 or (haut - bas) > 0.6 * haut
    if depuis_zero:
        bas, haut = min(bas, 0.0), max(haut, 0.0)
    # Two values that no reader could tell apart make no scale.
    if haut - bas <= 1e-9 * max(abs(haut), abs(bas), 1e-6):
        ecart = abs(haut) * 0.1 or 1.0
        bas, haut = (bas if depuis_zero else bas - ecart), haut + ecart
    pas = compute_pas(haut - bas, graduations)
    premier, dernier = math.floor(bas / pas + 1e-9), math.ceil(haut / pas - 1e-9)
    decimales = max(0, -math.floor(math.log10(pas)))
    marques = tuple(round(rang * pas, decimales) + 0.0 for rang in range(premier, dernier + 1))
    return Axe(marques[0], marques[-1], marques, decimales, marques[0] <= 0 <= marques[-1])


def compute_annees(annees: Sequence[int], nombre_max: int) -> list[int]:
    """Years written under the axis: the first, the last, and a regular choice between, at most `nombre_max`."""
    premiere, derniere = min(annees), max(annees)
    etendue = derniere - premiere
    for pas in (1, 2, 3, 4, 5, 10, 20, 25, 50):
        marques = list(range(derniere, premiere - 1, -pas))[::-1]
        if len(marques) <= max(2, nombre_max):
            return marques
    return [premiere, derniere] if etendue else [premiere]


@dataclass(frozen=True, slots=True)
class PointTrace:
    """A known figure with the rank of the unbroken stretch of line it belongs to."""

    annee: int
    valeur: float
    troncon: int


def compute_ruptures(series: Sequence[Serie], ruptures: Sequence[Rupture]) -> tuple[Rupture, ...]:
    """Breaks told by the caller, plus those that the figures carry in their statut, one a year, in order."""
    par_annee = {rupture.annee: rupture for rupture in ruptures}
    for serie in series:
        for point in serie.points:
            if point.statut is Statut.RUPTURE_DE_SERIE:
                par_annee.setdefault(point.annee, Rupture(point.annee))
    return tuple(par_annee[annee] for annee in sorted(par_annee))


def compute_troncons(points: Sequence[Point], ruptures: Sequence[Rupture]) -> tuple[PointTrace, ...]:
    """Cut a series where a figure is missing or secret, and at each break; a year never measured is no hole."""
    bords = [rupture.annee for rupture in ruptures]
    traces: list[PointTrace] = []
    troncon, coupe, precedente = 0, False, None
    for point in sorted(points, key=lambda point: point.annee):
        nombre = get_nombre(point.valeur, point.statut)
        if nombre is None:
            coupe = True
            continue
        if precedente is not None and (coupe or any(precedente < bord <= point.annee for bord in bords)):
            troncon += 1
        traces.append(PointTrace(point.annee, nombre, troncon))
        coupe, precedente = False, point.annee
    return tuple(traces)


def compute_positions(voulues: Sequence[float], hauteurs: Sequence[float], bas: float, haut: float) -> list[float]:
    """Spread labels (centres, in pixels) so that none overlaps, as near as possible to where they are wanted.

    The order of the wanted positions is kept. Labels are stacked into blocks; each block sits at the mean of what its
    members want, held between `bas` and `haut`. Labels too many for the room overflow downwards.
    """
    ordre = sorted(range(len(voulues)), key=lambda rang: (voulues[rang], rang))
    blocs: list[tuple[list[int], float]] = []  # members, top
    for rang in ordre:
        blocs.append(([rang], voulues[rang] - hauteurs[rang] / 2))
        while True:
            membres, _ = blocs[-1]
            # Where the top of the block should be for its members to be on average where they want.
            decalages, cumul = [], 0.0
            for membre in membres:
                decalages.append(voulues[membre] - cumul - hauteurs[membre] / 2)
                cumul += hauteurs[membre]
            sommet = max(bas, min(sum(decalages) / len(decalages), haut - cumul))
            blocs[-1] = (membres, sommet)
            if len(blocs) == 1:
                break
            dessus, sommet_dessus = blocs[-2]
            if sommet_dessus + sum(hauteurs[membre] for membre in dessus) <= sommet + 1e-6:
                break
            blocs[-2:] = [(dessus + membres, sommet_dessus)]
    positions = [0.0] * len(voulues)
    for membres, sommet in blocs:
        for membre in membres:
            positions[membre] = sommet + hauteurs[membre] / 2
            sommet += hauteurs[membre]
    return positions
