"""Invented contours: a Voronoi diagram whose borders are roughened, off Brittany, where there is no commune."""

from typing import Any

import shapely

from tools.base.contours import compute_superficie, render_geometrie
from tools.base.fictif_communes import COMMUNES, DEPARTEMENT
from tools.base.fictif_trait import Point, get_position, list_rives, roughen_anneau

RAYON_KM = 9.9
# In km from the centre, one per commune, in order: the bourg in the middle, the smallest ones at the edge.
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
        contour = shapely.Polygon(
            [
                get_position(point)
                for point in roughen_anneau([(float(x), float(y)) for x, y in cellule.exterior.coords])
            ]
        )
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
    """The cells, cut out of a single drawing of all lines, so that a border has the same points on both sides."""
    contour = shapely.Polygon(list_rives(RAYON_KM))
    limites = shapely.voronoi_polygons(shapely.MultiPoint(CENTRES), extend_to=contour, only_edges=True)
    dessin = shapely.unary_union([limites, contour.exterior], grid_size=0.001)
    return list(shapely.get_parts(shapely.polygonize(list(shapely.get_parts(dessin)))))
