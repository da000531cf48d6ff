"""How an invented border is drawn: an outline, roughened lines, positions. Points are in km from the centre."""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

Point = tuple[float, float]
LONGITUDE, LATITUDE = -9.0, 46.5
KM_PAR_DEGRE = 111.195
GRAINE = 17
COTES_CONTOUR = 17
PROFONDEUR = 3
RUDESSE = 0.16
LONGUEUR_MIN_KM = 0.3
"""A shorter piece of border is left straight: rounded, its points would be the same."""
DECIMALES = 4


def list_rives(rayon_km: float, centre: Point = (0.0, 0.0), graine: int = GRAINE) -> list[Point]:
    """The corners of an outline, nearly round, counterclockwise."""
    alea = Random(graine)  # noqa: S311 - invented shapes, not secrets.
    tour = [2 * math.pi * rang / COTES_CONTOUR for rang in range(COTES_CONTOUR)]
    rayons = [rayon_km * alea.uniform(0.86, 1.14) for _ in tour]
    return [
        (centre[0] + rayon * math.cos(a), centre[1] + rayon * math.sin(a))
        for a, rayon in zip(tour, rayons, strict=True)
    ]


def roughen_anneau(points: Sequence[Point]) -> list[Point]:
    """Roughen a ring whose first point is repeated at its end; neighbours get the same border."""
    anneau: list[Point] = []
    for depart, arrivee in pairwise(points):
        # Always drawn from its smaller end, so that both neighbours get the same points.
        trace = _roughen_segment(min(depart, arrivee), max(depart, arrivee), PROFONDEUR)
        anneau += (trace if depart < arrivee else trace[::-1])[:-1]
    return anneau


def _roughen_segment(depart: Point, arrivee: Point, profondeur: int) -> list[Point]:
    """Move the middle aside, then do the same with both halves."""
    if not profondeur or math.dist(depart, arrivee) < LONGUEUR_MIN_KM:
        return [depart, arrivee]
    alea = Random(f"{GRAINE} {depart} {arrivee}")  # noqa: S311 - invented shapes, not secrets.
    ecart = alea.uniform(-RUDESSE, RUDESSE)
    milieu = (
        (depart[0] + arrivee[0]) / 2 - ecart * (arrivee[1] - depart[1]),
        (depart[1] + arrivee[1]) / 2 + ecart * (arrivee[0] - depart[0]),
    )
    return [
        *_roughen_segment(depart, milieu, profondeur - 1)[:-1],
        *_roughen_segment(milieu, arrivee, profondeur - 1),
    ]


def get_position(point: Point) -> Point:
    """Longitude and latitude of a point in km."""
    return (
        round(LONGITUDE + point[0] / (KM_PAR_DEGRE * math.cos(math.radians(LATITUDE))), DECIMALES),
        round(LATITUDE + point[1] / KM_PAR_DEGRE, DECIMALES),
    )
