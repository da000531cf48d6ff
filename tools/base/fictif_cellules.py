"""Contours of the other fictional territories, in plain Python: each commune is the area nearest to its bourg."""

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from tools.base.fictif_communes import DEPARTEMENT
from tools.base.fictif_epci import AUTRES_EPCI, EpciFictif
from tools.base.fictif_trait import Point, get_position, list_rives, roughen_anneau

GRILLE = 3
"""Corners are rounded to the metre, so that neighbours share the same ones."""


def build_contours_autres() -> list[dict[str, Any]]:
    """Rows of contours.parquet, in the order of the codes."""
    return [ligne for epci in AUTRES_EPCI for ligne in _build_contours(epci)]


def _build_contours(epci: EpciFictif) -> list[dict[str, Any]]:
    centres = [(epci.centre[0] + x, epci.centre[1] + y) for x, y in epci.bourgs]
    rives = list_rives(epci.rayon_km, epci.centre, epci.graine)
    lignes = []
    for commune, cellule in zip(
        epci.communes, _complete([_cut(rives, bourg, centres) for bourg in centres]), strict=True
    ):
        trace = roughen_anneau([*cellule, cellule[0]])
        anneau = [get_position(point) for point in (*trace, trace[0])]
        lignes.append(
            {
                "code": commune.code,
                "departement": DEPARTEMENT,
                "geometrie": json.dumps({"type": "Polygon", "coordinates": [anneau]}, separators=(",", ":")),
                "superficie_km2": round(_compute_aire(trace), 3),
            }
        )
    return lignes


def _cut(rives: Sequence[Point], bourg: Point, centres: Sequence[Point]) -> list[Point]:
    """The part of the outline that is nearer to this bourg than to any other, counterclockwise."""
    cellule = list(rives)
    for autre in centres:
        if autre != bourg:
            cellule = _clip(cellule, bourg, autre)
    arrondis = [(round(x, GRILLE), round(y, GRILLE)) for x, y in cellule]
    return [point for point, suivant in pairwise([*arrondis, arrondis[0]]) if point != suivant]


def _clip(cellule: Sequence[Point], bourg: Point, autre: Point) -> list[Point]:
    def get_ecart(point: Point) -> float:
        """A signed difference, positive on the side of the bourg."""
        return sum((a - p) ** 2 - (b - p) ** 2 for p, a, b in zip(point, autre, bourg, strict=True))

    gardes: list[Point] = []
    for depart, arrivee in pairwise([*cellule, cellule[0]]):
        ici, la = get_ecart(depart), get_ecart(arrivee)
        if ici >= 0:
            gardes.append(depart)
        if ici * la < 0:
            part = ici / (ici - la)
            gardes.append((depart[0] + part * (arrivee[0] - depart[0]), depart[1] + part * (arrivee[1] - depart[1])))
    return gardes


def _complete(cellules: Sequence[list[Point]]) -> list[list[Point]]:
    """Replace each corner with the first one seen within 0.01 km, so that neighbours share it in spite of rounding."""
    vus: list[Point] = []
    for cellule in cellules:
        for rang, point in enumerate(cellule):
            proche = next((vu for vu in vus if abs(vu[0] - point[0]) + abs(vu[1] - point[1]) < 0.01), None)
            cellule[rang] = proche or point
            if proche is None:
                vus.append(point)
    return list(cellules)


def _compute_aire(anneau: Sequence[Point]) -> float:
    """Area in km², on a plane."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*anneau, anneau[0]]))) / 2
