"""Circles over the communes of a map, for counts: a coloured area would say « a lot » of a large commune with few.

The surface of a circle is proportional to its value, on the whole map, whatever the scale of each panel.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from convive.documents.graphiques import charte
from convive.documents.graphiques.charte import build_rectangle, build_texte
from convive.documents.graphiques.rules.figures import Zone, get_mot
from convive.documents.graphiques.rules.formats import compute_largeur, format_valeur, wrap_texte
from convive.documents.graphiques.rules.geometrie import Anneau, Position, compute_centre
from convive.documents.graphiques.rules.ronds import choose_tailles, compute_rayon
from convive.donnees.rules import Statut
from convive.socle.formats import nombre_accorde

FOND = charte.SABLE_2
BORD = charte.LIGNE_FORTE
TIRETS_PARTIEL = [3, 2]
PROPORTION = "La surface de chaque cercle est proportionnelle au nombre."
PART_RAYON_MAX = 0.09
"""Radius of the largest circle, as a share of the smaller side of the drawing."""
RAYON_MIN, RAYON_MAX = 14.0, 44.0


def get_rayon_max(largeur: float, hauteur: float) -> float:
    return min(RAYON_MAX, max(RAYON_MIN, min(largeur, hauteur) * PART_RAYON_MAX))


def get_fond(zone: Zone, valeur: float | None) -> str:
    """Neutral where a number is known, whatever it is; dotted or hatched where there is none."""
    if valeur is not None:
        return FOND
    return charte.TRAME_POINTS if zone.statut is Statut.SECRET else charte.TRAME_HACHURES


def build_cercles(
    zones: Sequence[Zone],
    nombres: Mapping[str, float | None],
    projetes: Mapping[str, list[list[Anneau]]],
    rayon_max: float,
) -> list[dict[str, Any]]:
    """The small ones over the large ones, so that none is hidden; dashed where the count is only a part."""
    maximum = get_maximum(nombres)
    positifs = [(valeur, zone) for zone in zones if (valeur := nombres[zone.code]) is not None and valeur > 0]
    ordre = sorted(positifs, key=lambda ligne: (-ligne[0], ligne[1].code))
    return [
        _build_cercle(
            compute_centre(projetes[zone.code]),
            compute_rayon(valeur, maximum, rayon_max),
            is_partiel=zone.statut is Statut.PARTIEL,
        )
        for valeur, zone in ordre
    ]


def get_maximum(nombres: Mapping[str, float | None]) -> float:
    return max((valeur for valeur in nombres.values() if valeur is not None), default=0.0)


def _build_cercle(centre: Position, rayon: float, *, is_partiel: bool = False) -> dict[str, Any]:
    x, y = centre
    contour = {"stroke": charte.ENCRE, "strokeWidth": 1.4, "strokeDash": TIRETS_PARTIEL} if is_partiel else {}
    return {
        "data": {"values": [{}]},
        "mark": {
            "type": "point",
            "shape": "circle",
            "filled": True,
            "opacity": 1,
            "fill": charte.SEQUENCE[1] if is_partiel else charte.SARCELLE,
            "stroke": charte.PAPIER,
            "strokeWidth": 1,
            # Vega measures the square around a circle.
            "size": round(4 * rayon * rayon, 2),
            **contour,
        },
        "encoding": {"x": {"value": round(x, 1)}, "y": {"value": round(y, 1)}},
    }


def build_legende_cercles(
    zones: Sequence[Zone],
    nombres: Mapping[str, float | None],
    unite: str,
    decimales: int,
    largeur: int,
    haut: float,
    rayon_max: float,
) -> tuple[list[dict[str, Any]], int]:
    """Three sizes with their numbers, then what has none; legend layers from `haut` down, and the total height."""
    couches: list[dict[str, Any]] = []
    y = haut + 8
    for ligne in wrap_texte(f"en {unite}. {PROPORTION}", largeur - 8, charte.CORPS_PETIT):
        couches.append(build_texte(4, y, ligne, fontSize=charte.CORPS_PETIT))
        y += 17
    maximum = get_maximum(nombres)
    tailles = choose_tailles(maximum, decimales)
    if tailles:
        rayons = [compute_rayon(taille, maximum, rayon_max) for taille in tailles]
        x, y = 4.0, y + rayons[0]
        for taille, rayon in zip(tailles, rayons, strict=True):
            libelle = format_valeur(taille, decimales, unite)
            couches.append(_build_cercle((x + max(rayon, 3), y), rayon))
            x += 2 * max(rayon, 3) + 6
            couches.append(build_texte(x, y + 1, libelle, fontSize=charte.CORPS_PETIT, fill=charte.ENCRE))
            x += compute_largeur(libelle, charte.CORPS_PETIT) + 18
        y += rayons[0] + 8
    x = 4.0
    y += 8
    entrees = _list_entrees(zones, nombres)
    for fill, libelle in entrees:
        place = 33 + compute_largeur(libelle, charte.CORPS_PETIT) + 16
        if x > 4 and x + place - 16 > largeur - 2:
            x, y = 4.0, y + 22
        if fill:
            couches.append(build_rectangle(x, y - 8, x + 26, y + 8, fill, stroke=BORD, strokeWidth=1))
        else:
            couches.append(_build_cercle((x + 13, y), 7, is_partiel=True))
        couches.append(build_texte(x + 32, y + 1, libelle, fontSize=charte.CORPS_PETIT, fill=charte.ENCRE))
        x += place
    return couches, round(y + (14 if entrees else 0))


def _list_entrees(zones: Sequence[Zone], nombres: Mapping[str, float | None]) -> list[tuple[str, str]]:
    sans = [zone for zone in zones if nombres[zone.code] is None]
    entrees = [(FOND, "aucun")] if any(valeur == 0 for valeur in nombres.values()) else []
    if any(zone.statut is Statut.PARTIEL for zone in zones if nombres[zone.code] is not None):
        entrees.append(("", "compte partiel"))
    if any(zone.statut is Statut.SECRET for zone in sans):
        entrees.append((charte.TRAME_POINTS, get_mot(Statut.SECRET)))
    if any(zone.statut is not Statut.SECRET for zone in sans):
        entrees.append((charte.TRAME_HACHURES, get_mot(Statut.NON_DISPONIBLE)))
    return entrees


def describe_cercles(nombres: Mapping[str, float | None]) -> str:
    """What the drawing adds to the sentence of the map."""
    positifs = sum(valeur is not None and valeur > 0 for valeur in nombres.values())
    if not positifs:
        return ""
    return f" {nombre_accorde(positifs, 'cercle')}, de surface proportionnelle au nombre."
