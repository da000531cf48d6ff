"""The tiny drawing of a series beside its figure: a line cut where a year is missing or counted otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass

from convive.diagnostic.rules.calcul import Figure
from convive.donnees.rules import Statut
from convive.socle.formats import nombre

LARGEUR, HAUTEUR, MARGE = 96, 28, 3


@dataclass(frozen=True, slots=True)
class Etincelle:
    """`lignes`: the `points` of each unbroken piece; `fin`: where the last known year is. `phrase` says it in words."""

    lignes: tuple[str, ...]
    fin: tuple[str, str]
    phrase: str


def build_etincelle(serie: Mapping[int, Figure]) -> Etincelle | None:
    """Of an indicator: a break of its series cuts the line too."""
    decimales = next((figure.indicateur.decimales for figure in serie.values()), 0)
    ruptures = frozenset(annee for annee, figure in serie.items() if figure.statut is Statut.RUPTURE_DE_SERIE)
    return build_etincelle_valeurs({annee: f.valeur for annee, f in serie.items()}, decimales, ruptures)


def build_etincelle_valeurs(
    valeurs: Mapping[int, float | None], decimales: int, ruptures: frozenset[int] = frozenset()
) -> Etincelle | None:
    """None for fewer than three known years: a line would say more than they do. `ruptures`: counted otherwise."""
    known = {annee: value for annee, value in sorted(valeurs.items()) if value is not None}
    if len(known) < 3:
        return None
    annees, values = list(known), list(known.values())
    low, high = min(values), max(values)

    def place(annee: int) -> tuple[float, float]:
        x = MARGE + (LARGEUR - 2 * MARGE) * (annee - annees[0]) / (annees[-1] - annees[0])
        share = (known[annee] - low) / (high - low) if high > low else 0.5
        return round(x, 1), round(HAUTEUR - MARGE - (HAUTEUR - 2 * MARGE) * share, 1)

    pieces: list[list[int]] = []
    before: int | None = None
    for annee in sorted(valeurs):
        if annee in known:
            is_suite = before in known and (before in ruptures) == (annee in ruptures)
            if is_suite:
                pieces[-1].append(annee)
            else:
                pieces.append([annee])
        before = annee
    phrase = f"de {nombre(values[0], decimales)} en {annees[0]} à {nombre(values[-1], decimales)} en {annees[-1]}"
    lines = tuple(" ".join(f"{x:g},{y:g}" for x, y in map(place, piece)) for piece in pieces if len(piece) > 1)
    x, y = place(annees[-1])
    return Etincelle(lines, (f"{x:g}", f"{y:g}"), phrase)
