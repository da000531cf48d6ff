"""Line chart: up to five series by year, labelled at the end of their line."""

from collections.abc import Callable, Sequence
from typing import Any

from convive.documents.graphiques import charte
from convive.documents.graphiques.charte import build_spec, build_texte, build_trait
from convive.documents.graphiques.rules.axes import (
    Axe,
    PointTrace,
    compute_annees,
    compute_axe,
    compute_positions,
    compute_ruptures,
    compute_troncons,
)
from convive.documents.graphiques.rules.figures import (
    Graphique,
    Repere,
    Rupture,
    Serie,
    Tableau,
    get_mot,
    get_nombre,
    validate_series,
)
from convive.documents.graphiques.rules.formats import (
    compute_decimales,
    compute_largeur,
    format_valeur,
    wrap_texte,
)
from convive.documents.graphiques.svg import label_svg, render_svg
from convive.socle.formats import nombre

LIGNE = 17
ETIQUETTE_ECART = 14  # from the last point to its label
AU_DESSUS_DES_ANNEES = 9  # how far under the axis a label may go: further, it would touch the last year


def courbe(
    *,
    titre: str,
    series: Sequence[Serie],
    unite: str,
    source: str,
    ruptures: Sequence[Rupture] = (),
    repere: Repere | None = None,
    decimales: int | None = None,
    depuis_zero: bool | None = None,
    largeur: int = 600,
    hauteur: int = 320,
    description: str | None = None,
) -> Graphique:
    """Draw series over the years; `unite` is written above the axis, with where the axis starts if not at zero.

    A missing or secret figure leaves a gap; a break (`ruptures`, or a point whose statut says so) cuts every line that
    crosses it and is marked by a word. Raises `GraphiqueInvalide`.
    """
    validate_series(series)
    ruptures = compute_ruptures(series, ruptures)
    traces = [compute_troncons(serie.points, ruptures) for serie in series]
    valeurs = [point.valeur for trace in traces for point in trace]
    if decimales is None:
        decimales = compute_decimales(valeurs)
    axe = compute_axe([*valeurs, *([repere.valeur] if repere else [])], depuis_zero=depuis_zero)
    spec = _build_spec(series, traces, ruptures, repere, axe, unite, decimales, largeur, hauteur)
    description = description or describe_courbe(series, traces, ruptures, unite, decimales)
    return Graphique(
        svg=label_svg(render_svg(spec), titre, description),
        titre=titre,
        description=description,
        tableau=_build_tableau(series, decimales, unite),
        source=source,
    )


def describe_courbe(
    series: Sequence[Serie],
    traces: Sequence[Sequence[PointTrace]],
    ruptures: Sequence[Rupture],
    unite: str,
    decimales: int,
) -> str:
    """One plain sentence: what each line does between its first and its last known year."""
    morceaux = []
    for serie, trace in zip(series, traces, strict=True):
        if not trace:
            morceaux.append(f"{serie.nom}, aucune valeur connue")
            continue
        debut, fin = trace[0], trace[-1]
        if debut.annee == fin.annee:
            morceaux.append(f"{serie.nom}, {nombre(fin.valeur, decimales)} en {fin.annee}")
        else:
            morceaux.append(
                f"{serie.nom}, de {nombre(debut.valeur, decimales)} en {debut.annee}"
                f" à {nombre(fin.valeur, decimales)} en {fin.annee}"
            )
    texte = f"Courbe en {unite}\u00a0: " + " ; ".join(morceaux).replace(" ;", "\u202f;")
    if ruptures:
        texte += "\u202f; série interrompue en " + ", ".join(str(rupture.annee) for rupture in ruptures)
    return texte + "."


def _build_tableau(series: Sequence[Serie], decimales: int, unite: str) -> Tableau:
    annees = sorted({point.annee for serie in series for point in serie.points})
    cellules = {}
    for serie in series:
        for point in serie.points:
            nombre = get_nombre(point.valeur, point.statut)
            texte = get_mot(point.statut) if nombre is None else format_valeur(nombre, decimales, unite)
            cellules[serie.nom, point.annee] = texte
    return Tableau(
        colonnes=("Année", *(serie.nom for serie in series)),
        lignes=tuple(
            (str(annee), *(cellules.get((serie.nom, annee), "nd, non disponible") for serie in series))
            for annee in annees
        ),
    )


def _build_spec(
    series: Sequence[Serie],
    traces: Sequence[tuple[PointTrace, ...]],
    ruptures: Sequence[Rupture],
    repere: Repere | None,
    axe: Axe,
    unite: str,
    decimales: int,
    largeur: int,
    hauteur: int,
) -> dict[str, Any]:
    droite_max = largeur * 0.34
    etiquettes = [
        wrap_texte(
            f"{format_valeur(trace[-1].valeur, decimales, unite)} {serie.nom}" if trace else f"nd {serie.nom}",
            droite_max - ETIQUETTE_ECART,
            charte.CORPS,
            gras=serie.accent,
            lignes_max=4,
        )
        for serie, trace in zip(series, traces, strict=True)
    ]
    droite = ETIQUETTE_ECART + max(
        compute_largeur(ligne, charte.CORPS, gras=serie.accent)
        for serie, lignes in zip(series, etiquettes, strict=True)
        for ligne in lignes
    )
    gauche = 10 + max(compute_largeur(nombre(marque, axe.decimales), 13) for marque in axe.graduations)
    entete = unite if axe.depuis_zero else f"{unite}\u202f; l’axe commence à {nombre(axe.bas, axe.decimales)}"
    lignes_entete = wrap_texte(f"en {entete}", largeur - 8, charte.CORPS_PETIT)
    haut = 14 + LIGNE * len(lignes_entete) + (LIGNE if ruptures else 0)
    marges = {"left": round(gauche), "right": round(droite), "top": haut, "bottom": 30}
    trace_l, trace_h = largeur - marges["left"] - marges["right"], hauteur - marges["top"] - marges["bottom"]
    annees = sorted({point.annee for serie in series for point in serie.points})
    premiere, derniere = annees[0], annees[-1]
    if premiere == derniere:
        premiere, derniere = premiere - 1, derniere + 1

    def placer_x(annee: float) -> float:
        return (annee - premiere) / (derniere - premiere) * trace_l

    def placer_y(valeur: float) -> float:
        return (axe.haut - valeur) / (axe.haut - axe.bas) * trace_h

    x = {
        "field": "annee",
        "type": "quantitative",
        "scale": {"domain": [premiere, derniere], "nice": False, "zero": False},
        "axis": {
            "grid": False,
            "format": "d",
            "values": compute_annees(annees, int(trace_l // 44)),
            "labelOverlap": False,
            "labelFlush": False,
        },
    }
    y = {
        "field": "valeur",
        "type": "quantitative",
        "scale": {"domain": [axe.bas, axe.haut], "nice": False, "zero": False},
        "axis": {"values": list(axe.graduations), "format": f",.{axe.decimales}f", "labelOverlap": False},
    }
    couches: list[dict[str, Any]] = [
        build_texte(-marges["left"] + 2, -haut + 10 + LIGNE * rang, ligne, fontSize=charte.CORPS_PETIT)
        for rang, ligne in enumerate(lignes_entete)
    ]
    for rang, (serie, trace) in enumerate(zip(series, traces, strict=True)):
        couches += _build_serie(serie, trace, rang, x, y)
    # The base line is drawn over the grid, in strong: it is the zero, or the floor that the heading tells.
    couches.insert(0, build_trait(0, trace_h, trace_l, trace_h, stroke=charte.LIGNE_FORTE))
    for serie in series:
        couches += _build_trous(serie, placer_x, placer_y)
    for rupture in ruptures:
        couches += _build_rupture(rupture, annees, placer_x, trace_l, trace_h)
    if repere:
        hauteur_repere = placer_y(repere.valeur)
        couches += [
            build_trait(
                0, hauteur_repere, trace_l, hauteur_repere, stroke=charte.ENCRE, strokeWidth=1.5, strokeDash=[3, 3]
            ),
            build_texte(
                4,
                hauteur_repere - 9,
                f"{repere.libelle}\u00a0: {nombre(repere.valeur)}",
                fontSize=charte.CORPS_PETIT,
                fill=charte.ENCRE,
                stroke=charte.PAPIER,
                strokeWidth=4,
            ),
        ]
    voulues = [placer_y(trace[-1].valeur) if trace else trace_h for trace in traces]
    positions = compute_positions(
        voulues, [LIGNE * len(lignes) + 3.0 for lignes in etiquettes], -haut / 2, trace_h + AU_DESSUS_DES_ANNEES
    )
    for rang, (serie, trace) in enumerate(zip(series, traces, strict=True)):
        lignes, voulue, position = etiquettes[rang], voulues[rang], positions[rang]
        premier = position - LIGNE * (len(lignes) - 1) / 2
        style = {"fontWeight": 700, "fill": charte.ENCRE} if serie.accent else {}
        couches.append(build_texte(trace_l + ETIQUETTE_ECART, premier, lignes, **style))
        fin = placer_x(trace[-1].annee) if trace else trace_l
        if abs(position - voulue) > 6 or fin < trace_l - 2:
            couches.append(
                build_trait(fin + 5, voulue, trace_l + ETIQUETTE_ECART - 3, position, stroke=charte.DONNEES[rang])
            )
    return build_spec(largeur, hauteur, marges, couches)


def _build_serie(
    serie: Serie, trace: tuple[PointTrace, ...], rang: int, x: dict[str, Any], y: dict[str, Any]
) -> list[dict[str, Any]]:
    couleur = charte.DONNEES[rang]
    lignes = [{"annee": point.annee, "valeur": point.valeur, "troncon": point.troncon} for point in trace]
    bouts = {
        index
        for index, point in enumerate(trace)
        if index in (0, len(trace) - 1)
        or trace[index - 1].troncon != point.troncon
        or trace[index + 1].troncon != point.troncon
    }
    epaisseur = 3 if serie.accent else 2.5
    return [
        {
            "data": {"values": lignes},
            "mark": {
                "type": "line",
                "stroke": couleur,
                "strokeWidth": epaisseur,
                "strokeDash": list(charte.TIRETS[rang]),
                "strokeJoin": "round",
                "strokeCap": "round" if rang in (0, 2) else "butt",
            },
            "encoding": {"x": x, "y": y, "detail": {"field": "troncon", "type": "nominal"}},
        },
        {
            "data": {"values": [ligne for index, ligne in enumerate(lignes) if index in bouts or len(trace) <= 12]},
            "mark": {
                "type": "point",
                "shape": charte.MARQUES[rang],
                "fill": couleur,
                "stroke": charte.PAPIER,
                "strokeWidth": 1,
                "opacity": 1,
                "size": 75,
            },
            "encoding": {"x": x, "y": y},
        },
    ]


def _build_trous(
    serie: Serie, placer_x: Callable[[float], float], placer_y: Callable[[float], float]
) -> list[dict[str, Any]]:
    """Write « s » or « nd » in the gap of a line, so that a reader knows why it stops."""
    points = sorted(serie.points, key=lambda point: point.annee)
    nombres = [get_nombre(point.valeur, point.statut) for point in points]
    couches = []
    for rang, point in enumerate(points):
        avant = next((nombre for nombre in reversed(nombres[:rang]) if nombre is not None), None)
        apres = next((nombre for nombre in nombres[rang + 1 :] if nombre is not None), None)
        if nombres[rang] is None and avant is not None and apres is not None:
            mot = get_mot(point.statut).partition(",")[0]
            x, y = placer_x(point.annee), placer_y((avant + apres) / 2)
            couches.append(build_texte(x, y, mot, align="center", fontSize=charte.CORPS_PETIT, fill=charte.ENCRE_2))
    return couches


def _build_rupture(
    rupture: Rupture, annees: Sequence[int], placer_x: Callable[[float], float], trace_l: float, trace_h: float
) -> list[dict[str, Any]]:
    avant = max((annee for annee in annees if annee < rupture.annee), default=rupture.annee)
    x = placer_x((avant + rupture.annee) / 2)
    largeur = compute_largeur(rupture.mot, charte.CORPS_PETIT)
    centre = min(max(x, largeur / 2), max(trace_l - largeur / 2, largeur / 2))
    return [
        build_trait(x, -4, x, trace_h, stroke=charte.ENCRE_2, strokeWidth=1.5, strokeDash=[2, 3]),
        build_texte(centre, -14, rupture.mot, align="center", fontSize=charte.CORPS_PETIT, fill=charte.ENCRE),
    ]
