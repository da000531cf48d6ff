"""The map of services, as data: contours of communes, and points with the services located there."""

from collections.abc import Iterable, Mapping
from typing import Any

from convive.offre.rules.geo import Point
from convive.offre.selectors.besoins import ServiceSitue, Territoire


def build_carte(territoire: Territoire, situes: Iterable[ServiceSitue]) -> dict[str, Any]:
    """The JSON data read by the script of the map. Services at the same point are grouped under it."""
    noms = territoire.noms
    lieux: dict[Point, list[ServiceSitue]] = {}
    for situe in situes:
        if situe.point is not None:
            lieux.setdefault(situe.point, []).append(situe)
    return {
        "contours": {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {"nom": noms[code]}, "geometry": contour}
                for code, contour in territoire.contours.items()
            ],
        },
        "lieux": [_build_lieu(point, rows, noms) for point, rows in lieux.items()],
    }


def _build_lieu(point: Point, situes: list[ServiceSitue], noms: Mapping[str, str]) -> dict[str, Any]:
    first = situes[0]
    commune = noms.get(first.service.code_commune, "")
    return {
        "latitude": point.latitude,
        "longitude": point.longitude,
        "nom": first.service.nom if len(situes) == 1 else commune or first.service.nom,
        "precision": "" if first.is_exact else "au centre de la commune",
        "services": [
            {
                "nom": situe.service.nom,
                "type": situe.type.nom,
                "url": situe.url,
            }
            for situe in situes
        ],
    }
