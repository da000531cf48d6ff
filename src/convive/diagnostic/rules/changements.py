"""What changed between two years, how sure one may be of it, and whether the years before went the same way."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.rules.indicateurs import LigneIndicateur, Serie, get_annee_de_reference
from convive.donnees.rules import Statut
from convive.socle.enums import EnumLibelle
from convive.socle.formats import arrondi

Z_NET, Z_PROBABLE, Z_TENDANCE = 2.58, 1.96, 1.64
ANNEES_TENDANCE = 4


class Certitude(EnumLibelle):
    """How a change is to be read, from the surest."""

    NET = "net", "net"
    PROBABLE = "probable", "probable"
    NON_TESTE = "non_teste", "à vérifier, non testé"
    HASARD = "hasard", "peut-être le hasard"
    MINCE = "mince", "trop mince pour compter"
    INCOMPARABLE = "incomparable", "ne se compare pas"


PHRASES = {
    Certitude.NET: "moins d’une chance sur cent que le hasard suffise",
    Certitude.PROBABLE: "moins de cinq chances sur cent que le hasard suffise",
    Certitude.NON_TESTE: "chiffre publié tel quel, sans effectif pour le tester",
    Certitude.HASARD: "un écart de cette taille arrive sans que rien n’ait changé",
    Certitude.MINCE: "sous l’écart jugé notable pour cet indicateur",
    Certitude.INCOMPARABLE: "rupture de série, ou pas les mêmes communes connues",
}


@dataclass(frozen=True)
class Changement:
    """`ecart` in the unit of the figure; `ecart_pourcent` of the start, None from zero. `tendance`: -1, 0 or 1."""

    fiche: Fiche
    avant: Figure
    apres: Figure
    ecart: float
    ecart_pourcent: float | None
    certitude: Certitude
    force: float
    tendance: int


def compute_changement(ligne: LigneIndicateur, depuis: int | None = None) -> Changement | None:
    """Between the year of the page and the one before it, or the last one up to `depuis`; None without both.

    A change that is itself an indicator has no change of its own here.
    """
    annee = get_annee_de_reference(ligne.serie)
    if annee is None or ligne.fiche.indicateur.calcul is Calcul.EVOLUTION or not ligne.serie[annee].has_valeur:
        return None
    earlier = [a for a, f in ligne.serie.items() if f.has_valeur and a < annee and (depuis is None or a <= depuis)]
    if not earlier:
        return None
    before, after = ligne.serie[max(earlier)], ligne.serie[annee]
    shown = [float(arrondi(f.valeur or 0.0, ligne.fiche.indicateur.decimales)) for f in (before, after)]
    ecart = shown[1] - shown[0]
    percent = 100 * ecart / shown[0] if shown[0] else None
    force = _compute_force(ligne.fiche, ecart, percent)
    return Changement(
        ligne.fiche,
        before,
        after,
        ecart,
        percent,
        _judge(ligne.fiche, before, after, force),
        force,
        get_tendance(ligne.serie),
    )


def rank_changements(changements: Iterable[Changement]) -> list[Changement]:
    """The surest first, then the largest on the scale of what is notable for each indicator."""
    order = list(Certitude)
    return sorted(changements, key=lambda c: (order.index(c.certitude), -c.force, c.fiche.code))


def _compute_force(fiche: Fiche, ecart: float, percent: float | None) -> float:
    """The change in « écarts notables »; for a count, two percent are one."""
    indicateur = fiche.indicateur
    if indicateur.ecart_notable is None:
        return abs(percent or 0.0) / 2
    size = percent if indicateur.ecart_relatif else ecart
    return abs(size or 0.0) / indicateur.ecart_notable


def _judge(fiche: Fiche, before: Figure, after: Figure, force: float) -> Certitude:
    if Statut.RUPTURE_DE_SERIE in (before.statut, after.statut) and before.statut != after.statut:
        return Certitude.INCOMPARABLE
    if (before.communes_connues, before.communes_total) != (after.communes_connues, after.communes_total):
        return Certitude.INCOMPARABLE
    if force < 1:
        return Certitude.MINCE
    z = compute_z(fiche, before, after)
    if z is None:
        return Certitude.NON_TESTE
    if z >= Z_NET:
        return Certitude.NET
    return Certitude.PROBABLE if z >= Z_PROBABLE else Certitude.HASARD


def compute_z(fiche: Fiche, before: Figure, after: Figure) -> float | None:
    """Size of a change over the chance that small numbers leave: Poisson for counts and rates, binomial for shares.

    None for what has no count behind it: a median, an index of points.
    """
    indicateur = fiche.indicateur
    sides = []
    for figure in (before, after):
        top, bottom = figure.numerateur, figure.denominateur
        if indicateur.calcul is Calcul.SOMME and top is not None:
            sides.append((top, top))
        elif indicateur.calcul is Calcul.RATIO and top is not None and bottom and indicateur.unite != "points":
            share = top / bottom
            is_share = indicateur.unite == "%" and 0 <= share <= 1
            variance = share * (1 - share) / bottom if is_share else top / bottom**2
            sides.append((share, variance))
    if len(sides) < 2:
        return None
    spread = math.sqrt(sides[0][1] + sides[1][1])
    return abs(sides[1][0] - sides[0][0]) / spread if spread else None


def get_tendance(serie: Serie) -> int:
    """Mann-Kendall on the known years: 1 up, -1 down, 0 when the years do not agree or are fewer than four."""
    values: Sequence[float] = [
        f.valeur for _, f in sorted(serie.items()) if f.valeur is not None and f.statut is not Statut.RUPTURE_DE_SERIE
    ]
    n = len(values)
    if n < ANNEES_TENDANCE:
        return 0
    score = sum((b > a) - (b < a) for a, b in combinations(values, 2))
    deviation = math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    z = (abs(score) - 1) / deviation if score else 0.0
    if z < Z_TENDANCE:
        return 0
    return 1 if score > 0 else -1
