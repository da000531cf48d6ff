"""Simplification of contours that keeps borders shared: each arc between two junctions is simplified once.

Coordinates are longitudes and latitudes in degrees; tolerances are in metres.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

DECIMALES = 4
"""About ten metres: far finer than the contours themselves."""
DECIMALES_FINES = 6
METRES_PAR_DEGRE = 111_195.0
TOLERANCE_MIN_METRES = 5.0
PERTE_MAX = 0.05
"""A part whose area would change by more than this share is simplified less."""

Anneau = list[tuple[int, bool]]
"""A ring as arcs: rank of the arc, whether it is followed backwards."""


@dataclass
class _Topologie:
    sommets: NDArray[np.float64]
    arcs: list[NDArray[np.int64]] = field(default_factory=list)
    parties: list[list[Anneau]] = field(default_factory=list)
    proprietaires: list[str] = field(default_factory=list)


def simplify_contours(
    contours: Mapping[str, shapely.Geometry], tolerance_metres: float
) -> dict[str, shapely.MultiPolygon]:
    """Valid simplified contours, with the same parts and holes; borders that were shared still are."""
    topologie = _build_topologie(contours)
    tolerances = np.full(len(topologie.arcs), tolerance_metres)
    decimales = np.full(len(topologie.sommets), DECIMALES)
    aires = np.array([_get_aire(topologie, partie) for partie in topologie.parties])
    while True:
        simples = _simplify_arcs(topologie, tolerances)
        arrondis = np.where(
            decimales[:, None] == DECIMALES,
            np.round(topologie.sommets, DECIMALES),
            np.round(topologie.sommets, DECIMALES_FINES),
        )
        polygones: list[shapely.Polygon | None] = [
            _build_polygone(partie, simples, arrondis) for partie in topologie.parties
        ]
        contours_simples, mauvaises = _build_contours(topologie, polygones, aires)
        if not mauvaises:
            return contours_simples
        touches = sorted({arc for rang in mauvaises for anneau in topologie.parties[rang] for arc, _ in anneau})
        epuises = tolerances[touches] == 0
        for arc in np.array(touches)[epuises]:
            decimales[topologie.arcs[arc]] = DECIMALES_FINES
        tolerances[touches] = np.where(tolerances[touches] / 2 < TOLERANCE_MIN_METRES, 0.0, tolerances[touches] / 2)


def _build_topologie(contours: Mapping[str, shapely.Geometry]) -> _Topologie:
    geometries = list(contours.values())
    coordonnees = shapely.get_coordinates(geometries)
    sommets, numeros = np.unique(coordonnees, axis=0, return_inverse=True)
    topologie = _Topologie(sommets)
    anneaux_par_partie: list[list[NDArray[np.int64]]] = []
    debut = 0
    for code, geometrie in contours.items():
        for partie in shapely.get_parts(geometrie):
            anneaux = []
            for anneau in shapely.get_rings(partie):
                nombre = shapely.get_num_coordinates(anneau)
                suite = numeros[debut : debut + nombre].ravel()
                debut += nombre
                anneaux.append(suite[:-1][np.diff(suite) != 0])
            anneaux_par_partie.append(anneaux)
            topologie.proprietaires.append(code)
    jonctions = _get_jonctions(anneaux_par_partie, len(sommets))
    rangs: dict[bytes, int] = {}
    for anneaux in anneaux_par_partie:
        topologie.parties.append([_cut_anneau(anneau, jonctions, topologie.arcs, rangs) for anneau in anneaux])
    return topologie


def _get_jonctions(parties: list[list[NDArray[np.int64]]], nombre: int) -> NDArray[np.bool_]:
    """Vertices where more (or fewer) than two edges meet: no arc may run through them."""
    anneaux = [anneau for partie in parties for anneau in partie]
    aretes = np.concatenate([np.stack([anneau, np.roll(anneau, -1)], axis=1) for anneau in anneaux])
    uniques = np.unique(np.sort(aretes, axis=1), axis=0)
    jonctions: NDArray[np.bool_] = np.bincount(uniques.ravel(), minlength=nombre) != 2
    return jonctions


def _cut_anneau(
    anneau: NDArray[np.int64], jonctions: NDArray[np.bool_], arcs: list[NDArray[np.int64]], rangs: dict[bytes, int]
) -> Anneau:
    """Cut a ring at its junctions; a ring without any is one closed arc that starts at its smallest vertex."""
    coupes = np.flatnonzero(jonctions[anneau])
    depart = coupes[0] if len(coupes) else int(anneau.argmin())
    tourne = np.roll(anneau, -depart)
    bornes = [*(coupes - depart if len(coupes) else [0]), len(anneau)]
    ferme = np.append(tourne, tourne[0])
    suite: Anneau = []
    for debut, fin in pairwise(bornes):
        arc = ferme[debut : fin + 1]
        inverse = arc[::-1]
        is_inverse = tuple(inverse) < tuple(arc)
        canonique = np.ascontiguousarray(inverse if is_inverse else arc)
        cle = canonique.tobytes()
        if cle not in rangs:
            rangs[cle] = len(arcs)
            arcs.append(canonique)
        suite.append((rangs[cle], is_inverse))
    return suite


def _simplify_arcs(topologie: _Topologie, tolerances: NDArray[np.float64]) -> list[NDArray[np.int64]]:
    """Douglas-Peucker on every arc, in metres of its own latitude; ends are kept."""
    arcs = topologie.arcs
    longueurs = np.array([len(arc) for arc in arcs])
    indices = np.repeat(np.arange(len(arcs)), longueurs)
    numeros = np.concatenate(arcs)
    latitudes = np.radians(topologie.sommets[numeros, 1])
    debuts = np.concatenate([[0], np.cumsum(longueurs)[:-1]])
    cosinus = np.cos(np.add.reduceat(latitudes, debuts) / longueurs)
    plan = np.column_stack(
        [
            topologie.sommets[numeros, 0] * cosinus[indices] * METRES_PAR_DEGRE,
            topologie.sommets[numeros, 1] * METRES_PAR_DEGRE,
            # The third coordinate carries the number of the vertex through the simplification.
            numeros.astype(np.float64),
        ]
    )
    lignes = shapely.simplify(shapely.linestrings(plan, indices=indices), tolerances, preserve_topology=False)
    simples, rangs = shapely.get_coordinates(lignes, include_z=True, return_index=True)
    coupes = np.searchsorted(rangs, np.arange(1, len(arcs)))
    return list(np.split(simples[:, 2].astype(np.int64), coupes))


def _build_polygone(
    partie: list[Anneau], arcs: list[NDArray[np.int64]], sommets: NDArray[np.float64]
) -> shapely.Polygon | None:
    """The polygon of a part, None when a ring has collapsed."""
    anneaux = []
    for anneau in partie:
        points = sommets[np.concatenate([(arcs[rang][::-1] if recule else arcs[rang])[:-1] for rang, recule in anneau])]
        points = points[np.any(points != np.roll(points, 1, axis=0), axis=1)]
        if len(points) < 3:
            return None
        anneaux.append(points)
    return shapely.Polygon(anneaux[0], anneaux[1:])


def _get_aire(topologie: _Topologie, partie: list[Anneau]) -> float:
    polygone = _build_polygone(partie, topologie.arcs, topologie.sommets)
    if polygone is None:
        raise ValueError("Un contour de la source est réduit à une ligne.")
    return float(polygone.area)


def _build_contours(
    topologie: _Topologie, polygones: list[shapely.Polygon | None], aires: NDArray[np.float64]
) -> tuple[dict[str, shapely.MultiPolygon], list[int]]:
    """Contours by owner, and the ranks of the parts that must be simplified less."""
    mauvaises = [
        rang
        for rang, polygone in enumerate(polygones)
        if polygone is None or not polygone.is_valid or abs(polygone.area / aires[rang] - 1) > PERTE_MAX
    ]
    exclus = set(mauvaises)
    parties: dict[str, list[int]] = {}
    for rang, code in enumerate(topologie.proprietaires):
        parties.setdefault(code, []).append(rang)
    contours = {}
    for code, rangs in parties.items():
        if exclus.isdisjoint(rangs):
            contours[code] = shapely.MultiPolygon([polygones[rang] for rang in rangs])
            if not contours[code].is_valid:
                mauvaises += rangs
    return contours, mauvaises
