"""The look of charts: the tokens of `ui/front/tokens.css` that Vega needs (a test compares the two)."""

from collections.abc import Mapping
from typing import Any

SABLE_2 = "#F2ECE1"
PAPIER = "#FFFDFA"
LIGNE = "#DCD2C2"
LIGNE_FORTE = "#85796A"
ENCRE = "#1D2A33"
ENCRE_2 = "#44515A"
ENCRE_3 = "#57626A"
SARCELLE = "#0B5D66"
DONNEES = ("#0B5D66", "#CC790B", "#3A1730", "#588BD4", "#B23A25")
SEQUENCE = ("#F3EAD8", "#BDD1C4", "#86B3AC", "#3F8588", "#0A4C54")
# What neighbours of the territory are drawn in: they are there to compare with, not to be looked at.
NEUTRE = "#B9B1A4"

# A series is told by its dash and its marker before its colour.
TIRETS: tuple[tuple[int, ...], ...] = ((1, 0), (9, 5), (2, 5), (12, 4, 2, 4), (5, 3))
MARQUES = ("circle", "square", "diamond", "triangle-up", "cross")

POLICE = "Atkinson Hyperlegible"
FAMILLE_SVG = '"Atkinson Hyperlegible", "Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans", sans-serif'
CORPS = 14
CORPS_PETIT = 13

# Vega has no patterns: these fills are replaced by patterns once the SVG is written.
TRAME_POINTS = "#fe01fe"
TRAME_HACHURES = "#fe02fe"

CONFIG: dict[str, Any] = {
    "font": POLICE,
    "view": {"stroke": None},
    "axis": {
        "labelColor": ENCRE_2,
        "labelFontSize": CORPS_PETIT,
        "labelFont": POLICE,
        "gridColor": LIGNE,
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
        "title": None,
    },
}


def build_spec(
    largeur: float, hauteur: float, marges: Mapping[str, float], couches: list[dict[str, Any]]
) -> dict[str, Any]:
    """Wrap layers in a Vega-Lite spec of a fixed total size: what is asked is what is drawn, to the pixel."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "autosize": {"type": "none"},
        "padding": marges,
        "width": largeur - marges["left"] - marges["right"],
        "height": hauteur - marges["top"] - marges["bottom"],
        "config": CONFIG,
        "layer": couches,
    }


def build_texte(x: float, y: float, texte: str | list[str], **style: Any) -> dict[str, Any]:
    """A layer that writes one text at a place in pixels."""
    mark = {
        "type": "text",
        "text": texte,
        "font": POLICE,
        "fontSize": CORPS,
        "fill": ENCRE_2,
        "align": "left",
        "baseline": "middle",
        "lineHeight": 17,
        **style,
    }
    return {
        "data": {"values": [{}]},
        "mark": mark,
        "encoding": {"x": {"value": round(x, 1)}, "y": {"value": round(y, 1)}},
    }


def build_rectangle(x: float, y: float, x2: float, y2: float, fill: str, **style: Any) -> dict[str, Any]:
    """A layer that draws one rectangle at a place in pixels."""
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rect", "fill": fill, **style},
        "encoding": {
            "x": {"value": round(x, 1)},
            "y": {"value": round(y, 1)},
            "x2": {"value": round(x2, 1)},
            "y2": {"value": round(y2, 1)},
        },
    }


def build_trait(x: float, y: float, x2: float, y2: float, **style: Any) -> dict[str, Any]:
    """A layer that draws one line at a place in pixels."""
    couche = build_rectangle(x, y, x2, y2, "")
    couche["mark"] = {"type": "rule", "stroke": ENCRE_3, **style}
    return couche
