"""Distances as the crow flies, and the centre of a commune. Pure Python."""

from collections.abc import Iterable, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple

RAYON_TERRE_KM = 6_371.0


class Point(NamedTuple):
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


def compute_distance_km(depart: Point, arrivee: Point) -> float:
    """The great-circle distance in km, shorter than any road."""
    phi_1, phi_2 = radians(depart.latitude), radians(arrivee.latitude)
    half_phi = (phi_2 - phi_1) / 2
    half_lambda = radians(arrivee.longitude - depart.longitude) / 2
    root = sin(half_phi) ** 2 + cos(phi_1) * cos(phi_2) * sin(half_lambda) ** 2
    return 2 * RAYON_TERRE_KM * asin(min(1.0, sqrt(root)))


def compute_centre(geometrie: Mapping[str, Any]) -> Point | None:
    """The centroid of a GeoJSON polygon or multipolygon; None if its area is zero.

    Holes are ignored: at the scale of a commune, the error is small compared with the detours of roads.
    """
    polygones = geometrie.get("coordinates") or ()
    if geometrie.get("type") == "Polygon":
        polygones = [polygones]
    surface = somme_x = somme_y = 0.0
    for polygone in polygones:
        if polygone:
            aire, x, y = _weigh(polygone[0])
            surface, somme_x, somme_y = surface + abs(aire), somme_x + abs(aire) * x, somme_y + abs(aire) * y
    return Point(somme_y / surface, somme_x / surface) if surface else None


def _weigh(anneau: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """The signed area and the centroid of a ring, computed in degrees as if they were plane coordinates."""
    aire = x = y = 0.0
    for (x0, y0, *_), (x1, y1, *_) in zip(anneau, [*anneau[1:], anneau[0]], strict=True):
        croix = x0 * y1 - x1 * y0
        aire, x, y = aire + croix, x + (x0 + x1) * croix, y + (y0 + y1) * croix
    return (aire / 2, x / (3 * aire), y / (3 * aire)) if aire else (0.0, 0.0, 0.0)


def find_plus_proche[T](depart: Point, lieux: Iterable[tuple[T, Point]]) -> tuple[T, float] | None:
    """The nearest of these places and its distance in km; the first one if two are equally near."""
    nearest: tuple[T, float] | None = None
    for lieu, point in lieux:
        distance = compute_distance_km(depart, point)
        if nearest is None or distance < nearest[1]:
            nearest = (lieu, distance)
    return nearest
