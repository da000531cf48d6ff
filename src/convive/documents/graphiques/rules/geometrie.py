"""Plane geometry of a map: projection, panels, outline, where to write a name. Rings are lists of points."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Position = tuple[float, float]
Anneau = list[Position]

# Two pieces of a perimeter farther apart than this are drawn in two panels.
ECART_PANNEAUX_KM = 40.0
PANNEAUX_MAX = 4
KM_PAR_DEGRE = 111.2


def get_polygones(geometrie: Mapping[str, Any]) -> list[list[Anneau]]:
    """Polygons of a GeoJSON geometry, each a list of rings in degrees (longitude, latitude)."""
    coordonnees = geometrie["coordinates"]
    if geometrie["type"] == "Polygon":
        coordonnees = [coordonnees]
    elif geometrie["type"] != "MultiPolygon":
        raise ValueError(f"Géométrie {geometrie['type']} : un contour est un Polygon ou un MultiPolygon.")
    return [[[(point[0], point[1]) for point in anneau] for anneau in polygone] for polygone in coordonnees]


@dataclass(frozen=True, slots=True)
class Emprise:
    """A bounding box."""

    ouest: float
    sud: float
    est: float
    nord: float

    def ecart_km(self, autre: "Emprise") -> float:
        """Distance between two boxes in kilometres, 0 when they touch; good enough to tell near from far."""
        cosinus = math.cos(math.radians((self.sud + self.nord + autre.sud + autre.nord) / 4))
        horizontal = max(0.0, autre.ouest - self.est, self.ouest - autre.est) * cosinus
        vertical = max(0.0, autre.sud - self.nord, self.sud - autre.nord)
        return math.hypot(horizontal, vertical) * KM_PAR_DEGRE


def compute_emprise(points: Iterable[Position]) -> Emprise:
    """Bounding box of some points."""
    xs, ys = zip(*points, strict=True)
    return Emprise(min(xs), min(ys), max(xs), max(ys))


def compute_panneaux(contours: Mapping[str, list[list[Anneau]]]) -> list[list[str]]:
    """Group communes into pieces that are far from one another, the most numerous first.

    More pieces than `PANNEAUX_MAX` (islands, scattered list) are kept in one single panel: many small maps at
    different scales would be harder to read than one with empty space.
    """
    emprises = {
        code: compute_emprise(point for polygone in polygones for point in polygone[0])
        for code, polygones in contours.items()
    }
    groupes: list[list[str]] = []
    for code in emprises:
        proches = [
            groupe
            for groupe in groupes
            if any(emprises[code].ecart_km(emprises[autre]) <= ECART_PANNEAUX_KM for autre in groupe)
        ]
        groupes = [groupe for groupe in groupes if groupe not in proches]
        groupes.append([membre for groupe in proches for membre in groupe] + [code])
    if len(groupes) > PANNEAUX_MAX:
        return [sorted(emprises)]
    return sorted((sorted(groupe) for groupe in groupes), key=lambda groupe: (-len(groupe), groupe))


@dataclass(frozen=True, slots=True)
class Cadre:
    """A place on the page, in pixels."""

    x: float
    y: float
    largeur: float
    hauteur: float


def project(
    contours: Mapping[str, list[list[Anneau]]], cadre: Cadre, *, finesse: float = 0.1
) -> dict[str, list[list[Anneau]]]:
    """Mercator fitted and centred in a frame; points nearer than the screen can show are dropped, borders included.

    Positions are rounded to `finesse` pixels. A point is dropped from every ring that holds it or from none, since
    dropping depends only on the rounded position: shared borders stay shared.
    """
    mercator = {
        code: [[[(x, -_mercator(y)) for x, y in anneau] for anneau in polygone] for polygone in polygones]
        for code, polygones in contours.items()
    }
    emprise = compute_emprise(point for polygones in mercator.values() for p in polygones for point in p[0])
    # A tiny commune is not blown up to the whole frame for want of an extent.
    echelle = min(
        cadre.largeur / max(emprise.est - emprise.ouest, 1e-6), cadre.hauteur / max(emprise.nord - emprise.sud, 1e-6)
    )
    dx = cadre.x + (cadre.largeur - (emprise.est - emprise.ouest) * echelle) / 2 - emprise.ouest * echelle
    dy = cadre.y + (cadre.hauteur - (emprise.nord - emprise.sud) * echelle) / 2 - emprise.sud * echelle

    def place(anneau: Anneau) -> Anneau:
        points: Anneau = []
        for x, y in anneau:
            point = (
                round(round((x * echelle + dx) / finesse) * finesse, 1),
                round(round((y * echelle + dy) / finesse) * finesse, 1),
            )
            if not points or points[-1] != point:
                points.append(point)
        return points

    projetes = {}
    for code, polygones in mercator.items():
        places = [[place(anneau) for anneau in polygone] for polygone in polygones]
        # Islets smaller than a pixel go; a commune never disappears altogether.
        gardes = [[a for a in polygone if len(a) >= 4] for polygone in places if len(polygone[0]) >= 4]
        projetes[code] = gardes or [[_build_carre(places[0][0][0])]]
    return projetes


def _mercator(latitude: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def _build_carre(centre: Position) -> Anneau:
    x, y = centre
    return [(x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1), (x - 1, y - 1)]


def compute_contour(contours: Iterable[list[list[Anneau]]]) -> list[Anneau]:
    """Outline of a set of communes: the edges that belong to one ring only, chained into lines.

    Shared borders are identical vertex by vertex, so an inner edge is met twice.
    """
    vues: dict[tuple[Position, Position], int] = defaultdict(int)
    for polygones in contours:
        for polygone in polygones:
            for anneau in polygone:
                for debut, fin in pairwise(anneau):
                    vues[min(debut, fin), max(debut, fin)] += 1
    voisins: dict[Position, list[Position]] = defaultdict(list)
    for (debut, fin), fois in vues.items():
        if fois % 2 == 1:
            voisins[debut].append(fin)
            voisins[fin].append(debut)
    lignes = []
    # Open ends first (a hole in the data), then closed loops; sorted, so that the same map is the same file.
    for depart in sorted(voisins, key=lambda point: (len(voisins[point]) % 2 == 0, point)):
        while voisins[depart]:
            ligne = [depart]
            while voisins[ligne[-1]]:
                suivant = voisins[ligne[-1]].pop()
                voisins[suivant].remove(ligne[-1])
                ligne.append(suivant)
            lignes.append(ligne)
    return lignes


def compute_centre(polygones: list[list[Anneau]]) -> Position:
    """A point well inside the largest polygon, to write a name: the farthest from edges among those of a grid."""
    polygone = max(polygones, key=lambda polygone: abs(compute_aire(polygone[0])))
    emprise = compute_emprise(polygone[0])
    candidats = [
        (
            emprise.ouest + (i + 0.5) / 12 * (emprise.est - emprise.ouest),
            emprise.sud + (j + 0.5) / 12 * (emprise.nord - emprise.sud),
        )
        for i in range(12)
        for j in range(12)
    ]
    dedans = [point for point in candidats if is_inside(point, polygone)]
    if not dedans:
        return ((emprise.ouest + emprise.est) / 2, (emprise.sud + emprise.nord) / 2)
    bords = [bord for anneau in polygone for bord in pairwise(anneau)]
    return max(dedans, key=lambda point: (round(min(compute_distance(point, bord) for bord in bords), 6), point))


def compute_distance(point: Position, bord: tuple[Position, Position]) -> float:
    """Distance from a point to a segment."""
    (x, y), ((x1, y1), (x2, y2)) = point, bord
    longueur = (x2 - x1) ** 2 + (y2 - y1) ** 2
    part = max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / longueur)) if longueur else 0.0
    return math.hypot(x - x1 - part * (x2 - x1), y - y1 - part * (y2 - y1))


def compute_aire(anneau: Sequence[Position]) -> float:
    """Signed area of a ring."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(anneau)) / 2


def is_inside(point: Position, polygone: list[Anneau]) -> bool:
    """Whether a point is in a polygon and in none of its holes (even-odd rule)."""
    x, y = point
    dedans = False
    for anneau in polygone:
        for (x1, y1), (x2, y2) in pairwise(anneau):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                dedans = not dedans
    return dedans
