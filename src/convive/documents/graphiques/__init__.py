"""Charts and maps: Vega-Lite specs built here, rendered to SVG without a browser."""

from convive.documents.graphiques.affiche import build_affiche
from convive.documents.graphiques.barres import barres, repartition
from convive.documents.graphiques.carte import carte
from convive.documents.graphiques.courbe import courbe
from convive.documents.graphiques.rules.figures import (
    Barre,
    Graphique,
    GraphiqueInvalide,
    Part,
    Point,
    Repartition,
    Repere,
    Rupture,
    Serie,
    Tableau,
    Zone,
)
from convive.documents.graphiques.svg import render_svg, svg_to_png

__all__ = [
    "Barre",
    "Graphique",
    "GraphiqueInvalide",
    "Part",
    "Point",
    "Repartition",
    "Repere",
    "Rupture",
    "Serie",
    "Tableau",
    "Zone",
    "barres",
    "build_affiche",
    "carte",
    "courbe",
    "render_svg",
    "repartition",
    "svg_to_png",
]
