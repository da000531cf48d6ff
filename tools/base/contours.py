"""The rows of contours.parquet: one contour per commune and arrondissement municipal of today's code list."""

import json
from collections import defaultdict
from typing import Any

import shapely
from pyproj import Geod

from convive.territoires.rules import TypeTerritoire
from tools.base.archives import VIDES
from tools.base.territoires import Ligne, get_anciens_codes, list_communes_france
from tools.base.topologie import DECIMALES_FINES, simplify_contours

TOLERANCE_METRES = 100.0
GEOIDE = Geod(ellps="GRS80")
# Split on 1 January 2025: in the contours of 2024, these five are communes déléguées of the first one.
RESTAUREES_2025 = ("15141", "15031", "15035", "15047", "15171")


def build_contours(lignes: list[dict[str, str]], territoires: list[Ligne]) -> list[dict[str, Any]]:
    """Rows of the file; a commune without any contour in the source is left out."""
    sources = get_contours_sources(lignes, territoires)
    composees = _list_composees(territoires)
    # Paris, Lyon and Marseille are the union of their arrondissements, so that both share their borders.
    simples = simplify_contours(
        {code: contour for code, contour in sources.items() if code not in composees}, TOLERANCE_METRES
    )
    for commune, arrondissements in composees.items():
        simples[commune] = shapely.union_all([simples[code] for code in arrondissements])
    departements = {
        ligne["code"]: ligne["departement"]
        for type_territoire in (TypeTerritoire.COMMUNE, TypeTerritoire.ARRONDISSEMENT_MUNICIPAL)
        for ligne in list_communes_france(territoires, type_territoire)
    }
    return [
        {
            "code": code,
            "departement": departements[code],
            "geometrie": render_geometrie(simples[code]),
            "superficie_km2": compute_superficie(sources[code]),
        }
        for code in sorted(simples, key=lambda code: (departements[code], code))
    ]


def get_contours_sources(lignes: list[dict[str, str]], territoires: list[Ligne]) -> dict[str, shapely.Geometry]:
    """The contours of the source converted to today's communes: a merged one is the union of the former ones."""
    anciens = get_anciens_codes(territoires)
    actuels = {ligne["code"] for ligne in list_communes_france(territoires)}
    morceaux: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for ligne in lignes:
        if ligne["geometry"] in VIDES:
            continue
        code, nature = ligne["code"], ligne["type"]
        if nature == "ARM" or (nature == "COMD" and code in RESTAUREES_2025):
            morceaux[code].append(shapely.from_wkb(ligne["geometry"]))
        elif nature == "COM" and code not in RESTAUREES_2025:
            actuel = code if code in actuels else anciens.get(code)
            if actuel is not None:
                morceaux[actuel].append(shapely.from_wkb(ligne["geometry"]))
    return {code: parties[0] if len(parties) == 1 else shapely.union_all(parties) for code, parties in morceaux.items()}


def _list_composees(territoires: list[Ligne]) -> dict[str, list[str]]:
    composees: dict[str, list[str]] = defaultdict(list)
    for ligne in list_communes_france(territoires, TypeTerritoire.ARRONDISSEMENT_MUNICIPAL):
        composees[ligne["parent"]].append(ligne["code"])
    return composees


def compute_superficie(contour: shapely.Geometry) -> float:
    """Area in km², on the ellipsoid."""
    aire, _ = GEOIDE.geometry_area_perimeter(shapely.orient_polygons(contour))
    return round(abs(aire) / 1e6, 3)


def render_geometrie(contour: shapely.Geometry) -> str:
    """GeoJSON text, exterior rings counterclockwise (RFC 7946); one part gives a Polygon."""
    parties = [
        [
            [[_render_nombre(x), _render_nombre(y)] for x, y in shapely.get_coordinates(anneau)]
            for anneau in shapely.get_rings(partie)
        ]
        for partie in shapely.get_parts(shapely.orient_polygons(contour))
    ]
    geometrie = (
        {"type": "Polygon", "coordinates": parties[0]}
        if len(parties) == 1
        else {"type": "MultiPolygon", "coordinates": parties}
    )
    return json.dumps(geometrie, separators=(",", ":"))


def _render_nombre(degres: float) -> float:
    return round(float(degres), DECIMALES_FINES)
