"""Map of the communes of a perimeter, legible in black and white: by classes for a rate, by circles for a count."""

from collections.abc import Mapping, Sequence
from typing import Any

from convive.documents.graphiques import charte
from convive.documents.graphiques.cercles import (
    BORD,
    build_cercles,
    build_legende_cercles,
    describe_cercles,
    get_fond,
    get_rayon_max,
)
from convive.documents.graphiques.charte import build_rectangle, build_spec, build_texte
from convive.documents.graphiques.rules.classes import Classes, compute_classes
from convive.documents.graphiques.rules.figures import (
    Graphique,
    GraphiqueInvalide,
    Tableau,
    Zone,
    get_mot,
    get_nombre,
)
from convive.documents.graphiques.rules.formats import compute_decimales, compute_largeur, format_valeur, wrap_texte
from convive.documents.graphiques.rules.geometrie import (
    Anneau,
    Cadre,
    compute_centre,
    compute_contour,
    compute_emprise,
    compute_panneaux,
    get_polygones,
    project,
)
from convive.documents.graphiques.svg import label_svg, render_svg
from convive.donnees.rules import Statut
from convive.socle.formats import nombre, nombre_accorde

BLANC = "#FFFFFF"
NOMS_ECRITS = 3
NOMBREUSES = 60
TRES_NOMBREUSES = 120
LIGNE = 22
# Steps of the sequence for one to five classes: the ends are kept as far apart as the number of classes allows.
TEINTES = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


def carte(
    *,
    titre: str,
    zones: Sequence[Zone],
    geometries: Mapping[str, Mapping[str, Any]],
    unite: str,
    source: str,
    decimales: int | None = None,
    surligne: str | None = None,
    largeur: int = 600,
    hauteur: int = 480,
    noms: int = NOMS_ECRITS,
    avec_valeurs: bool = False,
    description: str | None = None,
    is_effectif: bool = False,
) -> Graphique:
    """Draw communes in at most five classes, or under circles when the figure `is_effectif`.

    `geometries` gives a GeoJSON geometry (WGS84) by commune code. Secret is dotted, missing is hatched, both named in
    the legend. The most populated communes are named (those that count the most, for a count), as many as `noms`, and
    `avec_valeurs` writes the figure after each name, for a sheet that is read without its colours. `surligne` (a code)
    is circled in ink and named. Pieces of a perimeter far apart have their own panel and scale. `hauteur` is for the
    map; the legend adds its lines. Raises `GraphiqueInvalide`.
    """
    # One or two communes have no pattern to show: a smaller drawing says as much.
    if len(zones) <= 2:
        hauteur = min(hauteur, 260)
    dessinees = [zone for zone in zones if zone.code in geometries]
    if not dessinees:
        raise GraphiqueInvalide("Aucun contour connu pour ces communes : la carte ne peut pas être dessinée.")
    nombres = {zone.code: get_nombre(zone.valeur, zone.statut) for zone in zones}
    connus = [valeur for valeur in nombres.values() if valeur is not None]
    if decimales is None:
        decimales = compute_decimales(connus)
    classes = compute_classes(connus, decimales=decimales)
    etiquettes = {
        zone.code: _build_etiquette(zone, nombres[zone.code], decimales if avec_valeurs else None) for zone in dessinees
    }
    rayon_max = get_rayon_max(largeur, hauteur) if is_effectif else None
    couches, bas = _build_panneaux(
        dessinees, nombres, classes, geometries, surligne, largeur, hauteur, etiquettes, noms, rayon_max
    )
    if rayon_max is None:
        legende, total = _build_legende(zones, nombres, classes, unite, largeur, bas + 12)
    else:
        legende, total = build_legende_cercles(zones, nombres, unite, decimales, largeur, bas + 12, rayon_max)
    spec = build_spec(largeur, total, {"left": 0, "right": 0, "top": 0, "bottom": 0}, couches + legende)
    description = description or describe_carte(zones, nombres, decimales, unite) + (
        describe_cercles(nombres) if is_effectif else ""
    )
    return Graphique(
        svg=label_svg(render_svg(spec), titre, description),
        titre=titre,
        description=description,
        tableau=Tableau(
            colonnes=("Commune", f"En {unite}"),
            lignes=tuple(
                (zone.nom, get_mot(zone.statut) if valeur is None else _write_valeur(zone, valeur, decimales, unite))
                for zone in zones
                for valeur in (nombres[zone.code],)
            ),
        ),
        source=source,
    )


def _write_valeur(zone: Zone, valeur: float, decimales: int, unite: str) -> str:
    texte = format_valeur(valeur, decimales, unite)
    return f"{texte} (partiel)" if zone.statut is Statut.PARTIEL else texte


def describe_carte(zones: Sequence[Zone], nombres: Mapping[str, float | None], decimales: int, unite: str) -> str:
    """One plain sentence: how many communes, from which value to which, how many without a figure."""
    connues = [(valeur, zone.nom) for zone in zones if (valeur := nombres[zone.code]) is not None]
    texte = f"Carte de {nombre_accorde(len(zones), 'commune')}, en {unite}\u00a0: "
    if not connues:
        texte += "aucune valeur connue"
    elif len(connues) == 1:
        texte += f"{format_valeur(connues[0][0], decimales, unite)} à {connues[0][1]}"
    else:
        (bas, nom_bas), (haut, nom_haut) = min(connues), max(connues)
        texte += f"de {format_valeur(bas, decimales, unite)} ({nom_bas})"
        texte += f" à {format_valeur(haut, decimales, unite)} ({nom_haut})"
    secrets = sum(zone.statut is Statut.SECRET for zone in zones)
    absents = len(zones) - len(connues) - secrets
    if secrets:
        texte += f"\u202f; {nombre_accorde(secrets, 'commune')} sous secret statistique"
    if absents:
        texte += f"\u202f; {nombre_accorde(absents, 'commune')} sans valeur disponible"
    return texte + "."


def get_finesse(communes: int) -> float:
    """Step of the coordinates, in pixels: the more communes a drawing holds, the less a tenth of a pixel says."""
    if communes > TRES_NOMBREUSES:
        return 1.0
    return 0.5 if communes > NOMBREUSES else 0.1


def _build_panneaux(
    zones: Sequence[Zone],
    nombres: Mapping[str, float | None],
    classes: Classes,
    geometries: Mapping[str, Mapping[str, Any]],
    surligne: str | None,
    largeur: int,
    hauteur: int,
    etiquettes: Mapping[str, str],
    noms: int,
    rayon_max: float | None,
) -> tuple[list[dict[str, Any]], float]:
    """Layers of the map and the height reached; `rayon_max` is that of the circles, None for coloured areas."""
    contours = {zone.code: get_polygones(geometries[zone.code]) for zone in zones}
    par_code = {zone.code: zone for zone in zones}
    # Small pieces: a thinner line, and half a pixel is fine enough (the drawing is twice as light).
    nombreuses = len(zones) > NOMBREUSES
    panneaux = compute_panneaux(contours)
    if len(panneaux) == 1:
        cadres = [Cadre(4, 4, largeur - 8, hauteur - 8)]
    else:
        cote = (largeur - 4 - 16 * (len(panneaux) - 1)) / len(panneaux)
        hauteur = min(hauteur, round(cote * 1.3) + 24)
        cadres = [Cadre(4 + rang * (cote + 16), 26, cote - 4, hauteur - 30) for rang in range(len(panneaux))]
    projetes: dict[str, list[list[Anneau]]] = {}
    entetes: list[dict[str, Any]] = []
    for codes, cadre in zip(panneaux, cadres, strict=True):
        projetes |= project({code: contours[code] for code in codes}, cadre, finesse=get_finesse(len(zones)))
        groupes = dict.fromkeys(par_code[code].groupe for code in codes if par_code[code].groupe)
        if len(panneaux) > 1 and groupes:
            mot = wrap_texte(", ".join(groupes), cadre.largeur, charte.CORPS_PETIT, lignes_max=1)[0]
            entetes.append(
                build_texte(cadre.x, 10, mot, fontSize=charte.CORPS_PETIT, fontWeight=700, fill=charte.ENCRE)
            )
    # A wide, flat perimeter leaves room under it: the drawing is brought up and the legend follows.
    emprise = compute_emprise(point for polygones in projetes.values() for p in polygones for point in p[0])
    haut = 26 if len(panneaux) > 1 else 4
    projetes = {
        code: [[[(x, round(y - emprise.sud + haut, 1)) for x, y in anneau] for anneau in p] for p in polygones]
        for code, polygones in projetes.items()
    }
    bas = emprise.nord - emprise.sud + haut
    fonds = [
        _get_fill(zone, nombres, classes) if rayon_max is None else get_fond(zone, nombres[zone.code]) for zone in zones
    ]
    couches = [
        _build_formes(
            [_build_feature(projetes[zone.code], fond) for zone, fond in zip(zones, fonds, strict=True)],
            0.8 if nombreuses or rayon_max is not None else 1.2,
            BLANC if rayon_max is None else BORD,
        )
    ]
    for codes in panneaux:
        contour = compute_contour(projetes[code] for code in codes)
        couches.append(_build_lignes(contour, 2))
    if surligne in projetes:
        couches.append(_build_lignes(compute_contour([projetes[surligne]]), 3.5))
    couches += entetes
    poids = {zone.code: zone.population or 0 for zone in zones}
    if rayon_max is not None:
        couches += build_cercles(zones, nombres, projetes, rayon_max)
        poids = {zone.code: nombres[zone.code] or 0 for zone in zones}
    couches += _build_noms(zones, projetes, surligne, largeur, bas, etiquettes, noms, poids)
    if len(panneaux) > 1:
        bas += 20
        texte = "Les parties du périmètre sont éloignées\u00a0: chacune a son échelle."
        couches.append(build_texte(4, bas - 6, texte, fontSize=charte.CORPS_PETIT, fill=charte.ENCRE_3))
    return couches, bas


def _build_etiquette(zone: Zone, valeur: float | None, decimales: int | None) -> str:
    """The name, and its figure when it is asked for."""
    if decimales is None:
        return zone.nom
    return f"{zone.nom} {nombre(valeur, decimales) if valeur is not None else get_mot(zone.statut)}"


def _get_fill(zone: Zone, nombres: Mapping[str, float | None], classes: Classes) -> str:
    valeur = nombres[zone.code]
    if valeur is not None:
        return charte.SEQUENCE[TEINTES[len(classes.libelles)][classes.get_rang(valeur)]]
    return charte.TRAME_POINTS if zone.statut is Statut.SECRET else charte.TRAME_HACHURES


def _build_feature(polygones: list[list[Anneau]], fill: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"fill": fill},
        "geometry": {"type": "MultiPolygon", "coordinates": polygones},
    }


def _build_formes(features: list[dict[str, Any]], epaisseur: float, bord: str) -> dict[str, Any]:
    return {
        "data": {"values": features},
        # Coordinates are already pixels: the projection only writes them.
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "mark": {"type": "geoshape", "stroke": bord, "strokeWidth": epaisseur, "strokeJoin": "round"},
        "encoding": {"fill": {"field": "properties.fill", "type": "nominal", "scale": None}},
    }


def _build_lignes(lignes: list[Anneau], epaisseur: float) -> dict[str, Any]:
    return {
        "data": {"values": [{"type": "MultiLineString", "coordinates": lignes}]},
        "projection": {"type": "identity", "scale": 1, "translate": [0, 0]},
        "mark": {
            "type": "geoshape",
            "filled": False,
            "stroke": charte.ENCRE,
            "strokeWidth": epaisseur,
            "strokeJoin": "round",
        },
    }


def _build_noms(
    zones: Sequence[Zone],
    projetes: Mapping[str, list[list[Anneau]]],
    surligne: str | None,
    largeur: int,
    bas: float,
    etiquettes: Mapping[str, str],
    noms: int,
    poids: Mapping[str, float],
) -> list[dict[str, Any]]:
    """Names of the circled commune and of those that weigh most; a name that would cover another is not written."""
    ordre = sorted(zones, key=lambda zone: (zone.code != surligne, -poids[zone.code], zone.code))
    couches: list[dict[str, Any]] = []
    boites: list[tuple[float, float, float, float]] = []
    for zone in ordre[: noms + (surligne in projetes)]:
        x, y = compute_centre(projetes[zone.code])
        moitie = compute_largeur(etiquettes[zone.code], charte.CORPS, gras=True) / 2 + 3
        x = min(max(x, moitie), max(largeur - moitie, moitie))
        place = next(
            (
                essai
                for decalage in (0, -16, 16, -32, 32)
                for essai in [(x - moitie, y + decalage - 9, x + moitie, y + decalage + 9)]
                if essai[1] >= 0 and essai[3] <= bas + 4
                if all(
                    essai[0] >= autre[2] or essai[2] <= autre[0] or essai[1] >= autre[3] or essai[3] <= autre[1]
                    for autre in boites
                )
            ),
            None,
        )
        if place is None:
            continue
        boites.append(place)
        style = {"stroke": charte.PAPIER, "strokeWidth": 4, "fill": charte.ENCRE, "fontWeight": 700, "align": "center"}
        couches.append(build_texte(x, (place[1] + place[3]) / 2, etiquettes[zone.code], **style))
    return couches


def _build_legende(
    zones: Sequence[Zone], nombres: Mapping[str, float | None], classes: Classes, unite: str, largeur: int, haut: float
) -> tuple[list[dict[str, Any]], int]:
    """Legend layers from `haut` down, and the total height."""
    entrees = [
        (charte.SEQUENCE[TEINTES[len(classes.libelles)][rang]], libelle)
        for rang, libelle in enumerate(classes.libelles)
    ]
    sans = [zone for zone in zones if nombres[zone.code] is None]
    if any(zone.statut is Statut.SECRET for zone in sans):
        entrees.append((charte.TRAME_POINTS, get_mot(Statut.SECRET)))
    if any(zone.statut is not Statut.SECRET for zone in sans):
        entrees.append((charte.TRAME_HACHURES, get_mot(Statut.NON_DISPONIBLE)))
    couches = []
    y = haut + 8
    for ligne in wrap_texte(f"en {unite}", largeur - 8, charte.CORPS_PETIT):
        couches.append(build_texte(4, y, ligne, fontSize=charte.CORPS_PETIT))
        y += 17
    x = 4.0
    y += 4
    for fill, libelle in entrees:
        place = 33 + compute_largeur(libelle, charte.CORPS_PETIT) + 16
        if x > 4 and x + place - 16 > largeur - 2:
            x, y = 4.0, y + LIGNE
        couches.append(build_rectangle(x, y - 8, x + 26, y + 8, fill, stroke=charte.LIGNE_FORTE, strokeWidth=1))
        couches.append(build_texte(x + 32, y + 1, libelle, fontSize=charte.CORPS_PETIT, fill=charte.ENCRE))
        x += place
    return couches, round(y + 14)
