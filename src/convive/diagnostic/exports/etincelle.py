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
    """None for fewer than three known years: a line would say more than they do."""
    known = {annee: figure for annee, figure in sorted(serie.items()) if figure.valeur is not None}
    if len(known) < 3:
        return None
    annees, values = list(known), [figure.valeur or 0.0 for figure in known.values()]
    low, high = min(values), max(values)

    def place(annee: int) -> tuple[float, float]:
        x = MARGE + (LARGEUR - 2 * MARGE) * (annee - annees[0]) / (annees[-1] - annees[0])
        share = ((known[annee].valeur or 0.0) - low) / (high - low) if high > low else 0.5
        return round(x, 1), round(HAUTEUR - MARGE - (HAUTEUR - 2 * MARGE) * share, 1)

    pieces: list[list[int]] = []
    before: int | None = None
    for annee in sorted(serie):
        is_known = annee in known
        is_suite = before is not None and _is_rompue(serie[before]) == _is_rompue(serie[annee])
        if is_known and before in known and is_suite:
            pieces[-1].append(annee)
        elif is_known:
            pieces.append([annee])
        before = annee
    decimales = known[annees[0]].indicateur.decimales
    phrase = f"de {nombre(values[0], decimales)} en {annees[0]} à {nombre(values[-1], decimales)} en {annees[-1]}"
    lines = tuple(" ".join(f"{x:g},{y:g}" for x, y in map(place, piece)) for piece in pieces if len(piece) > 1)
    x, y = place(annees[-1])
    return Etincelle(lines, (f"{x:g}", f"{y:g}"), phrase)


def _is_rompue(figure: Figure) -> bool:
    return figure.statut is Statut.RUPTURE_DE_SERIE
