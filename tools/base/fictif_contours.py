"""Invented contours: a Voronoi diagram whose borders are roughened, off Brittany, where there is no commune."""

import math
from itertools import pairwise
from random import Random
from typing import Any

import shapely

from tools.base.contours import compute_superficie, render_geometrie
from tools.base.fictif_communes import COMMUNES, DEPARTEMENT

Point = tuple[float, float]
LONGITUDE, LATITUDE = -9.0, 46.5
KM_PAR_DEGRE = 111.195
GRAINE = 17
RAYON_KM = 9.9
COTES_CONTOUR = 17
PROFONDEUR = 3
RUDESSE = 0.16
LONGUEUR_MIN_KM = 0.3
"""A shorter piece of border is left straight: rounded, its points would be the same."""
DECIMALES = 4
# In km from the centre, one by commune, in their order: the bourg in the middle, the smallest ones on the edge.
CENTRES: tuple[Point, ...] = (
    (0.4, -0.3),
    (4.6, 1.8),
    (-3.9, 2.4),
    (1.2, 4.9),
    (-1.6, -5.0),
    (3.9, -3.9),
    (-5.4, -2.1),
    (-2.6, 6.6),
    (7.6, -1.6),
    (5.3, 6.1),
    (-7.4, 3.6),
    (2.2, -8.0),
    (-5.6, -6.4),
    (-0.9, 8.9),
)


def build_contours_fictifs() -> list[dict[str, Any]]:
    """Rows of the fictional contours.parquet; neighbours share their border vertex by vertex."""
    cellules = _build_cellules()
    lignes = []
    for commune, centre in zip(COMMUNES, CENTRES, strict=True):
        (cellule,) = [cellule for cellule in cellules if cellule.contains(shapely.Point(centre))]
        contour = shapely.Polygon([_get_position(point) for point in _roughen_anneau(cellule)])
        if not contour.is_valid:
            raise ValueError(f"Le contour inventé de {commune.nom} se recoupe : changez la graine.")
        lignes.append(
            {
                "code": commune.code,
                "departement": DEPARTEMENT,
                "geometrie": render_geometrie(contour),
                "superficie_km2": compute_superficie(contour),
            }
        )
    return lignes


def _build_cellules() -> list[shapely.Polygon]:
    """Cells cut out of one drawing of all the lines, so that a border is the same points on both sides."""
    alea = Random(GRAINE)  # noqa: S311 - invented shapes, not secrets.
    tour = [2 * math.pi * rang / COTES_CONTOUR for rang in range(COTES_CONTOUR)]
    rayons = [RAYON_KM * alea.uniform(0.86, 1.14) for _ in tour]
    contour = shapely.Polygon(
        [(rayon * math.cos(a), rayon * math.sin(a)) for a, rayon in zip(tour, rayons, strict=True)]
    )
    limites = shapely.voronoi_polygons(shapely.MultiPoint(CENTRES), extend_to=contour, only_edges=True)
    dessin = shapely.unary_union([limites, contour.exterior], grid_size=0.001)
    return list(shapely.get_parts(shapely.polygonize(list(shapely.get_parts(dessin)))))


def _roughen_anneau(cellule: shapely.Polygon) -> list[Point]:
    points = [(float(x), float(y)) for x, y in cellule.exterior.coords]
    anneau: list[Point] = []
    for depart, arrivee in pairwise(points):
        # A border is drawn from its smallest end, whichever side asks for it.
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


def _get_position(point: Point) -> Point:
    return (
        round(LONGITUDE + point[0] / (KM_PAR_DEGRE * math.cos(math.radians(LATITUDE))), DECIMALES),
        round(LATITUDE + point[1] / KM_PAR_DEGRE, DECIMALES),
    )
