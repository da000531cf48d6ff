"""Atouts, faiblesses, opportunités, menaces. Pure Python."""

from collections.abc import Sequence

from convive.diagnostic.rules.elements import DOMAINE
from convive.socle.enums import EnumLibelle

DROIT_LIRE_AFOM = (DOMAINE, "L’AFOM", "lire")
DROIT_ECRIRE_AFOM = (DOMAINE, "L’AFOM", "écrire")
MAX_TEXTE = 400
MAX_ELEMENTS = 30
"""In one quadrant: beyond, nobody reads it on a wall."""


class Quadrant(EnumLibelle):
    ATOUT = "atout", "Atouts"
    FAIBLESSE = "faiblesse", "Faiblesses"
    OPPORTUNITE = "opportunite", "Opportunités"
    MENACE = "menace", "Menaces"


QUESTIONS = {
    Quadrant.ATOUT: "Ce que nous avons, et qui marche",
    Quadrant.FAIBLESSE: "Ce qui nous manque, ou marche mal",
    Quadrant.OPPORTUNITE: "Ce qui, à l’extérieur, peut nous aider",
    Quadrant.MENACE: "Ce qui, à l’extérieur, peut nous gêner",
}


def move[T](rows: Sequence[T], row: T, pas: int) -> list[T]:
    """The same rows with this one `pas` places further (negative: nearer to the top), never out of the list."""
    others = [other for other in rows if other != row]
    rang = max(0, min(len(others), rows.index(row) + pas))
    return [*others[:rang], row, *others[rang:]]
