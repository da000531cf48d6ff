"""How many children in the years to come: three scenarios and an interval, from the births and nothing else.

A group of ages on 1 January of a year is the births of as many calendar years. Beyond the last known birth the three
scenarios part; before it they agree, since these children are born. Where fine ages were counted, their ratio to the
births tells who came and who left, and is kept as it is.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

HORIZON = 5
ANNEES_TENDANCE = 10
# 80 %: the interval that one is wrong to leave one year out of five.
Z_INTERVALLE = 1.28
TRANCHES = (
    ("0_2", "Moins de 3 ans", 0, 2, "population_0_2"),
    ("3_5", "3 à 5 ans", 3, 5, "population_3_5"),
    ("6_10", "6 à 10 ans", 6, 10, "population_6_10"),
)
SCENARIOS = {
    "tendance": "La tendance se prolonge",
    "maintien": "Les naissances se maintiennent",
    "rebond": "La tendance s’inverse",
}


@dataclass(frozen=True)
class Point:
    """Children of a group on 1 January of `annee`; `is_ne`: all of them are born already."""

    annee: int
    valeur: float
    bas: float
    haut: float
    is_ne: bool


@dataclass(frozen=True)
class Tranche:
    """`presence`: children counted for one birth, 1 when no census of fine ages tells it (`annee_presence` is None)."""

    cle: str
    libelle: str
    presence: float
    annee_presence: int | None
    scenarios: Mapping[str, tuple[Point, ...]]
    passe: Mapping[int, float]


@dataclass(frozen=True)
class Projection:
    """`annees`: first and last year of the births that it rests on; `pente_pourcent`: their yearly change."""

    tranches: tuple[Tranche, ...]
    annees: tuple[int, int]
    pente_pourcent: float
    moyenne: float


def build_projection(
    naissances: Mapping[int, float], ages: Mapping[str, Mapping[int, float]], annees_min: float
) -> Projection | None:
    """None when fewer than `annees_min` consecutive years of births are known: less would only be a guess.

    `ages`: known counts by quantity and year.
    """
    known = _keep_suite(naissances)
    if len(known) < annees_min or min(known.values()) <= 0:
        return None
    last = max(known)
    recent = {annee: n for annee, n in known.items() if annee > last - ANNEES_TENDANCE}
    slope, deviation = _fit(recent)
    mean = math.fsum(known[annee] for annee in range(last - 2, last + 1)) / 3
    future = {
        "tendance": {last + k: mean * math.exp(slope * (k + 1)) for k in range(1, HORIZON + 1)},
        "maintien": {last + k: mean for k in range(1, HORIZON + 1)},
        "rebond": {last + k: mean * math.exp(-slope * (k + 1)) for k in range(1, HORIZON + 1)},
    }
    tranches = tuple(
        tranche
        for entry in TRANCHES
        if (tranche := _build_tranche(entry, known, future, deviation, ages.get(entry[4], {})))
    )
    if not tranches:
        return None
    return Projection(tranches, (min(known), last), 100 * (math.exp(slope) - 1), mean)


def _keep_suite(naissances: Mapping[int, float]) -> dict[int, float]:
    """The last unbroken run of years."""
    suite: dict[int, float] = {}
    annee = max(naissances, default=0)
    while annee in naissances:
        suite[annee] = naissances[annee]
        annee -= 1
    return suite


def _fit(naissances: Mapping[int, float]) -> tuple[float, float]:
    """Slope of the logarithm of births by year (least squares), and the deviation of the years around it."""
    annees = sorted(naissances)
    logs = [math.log(naissances[annee]) for annee in annees]
    mean_x, mean_y = math.fsum(annees) / len(annees), math.fsum(logs) / len(logs)
    spread = math.fsum((annee - mean_x) ** 2 for annee in annees)
    slope = math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(annees, logs, strict=True)) / spread
    residuals = [y - mean_y - slope * (x - mean_x) for x, y in zip(annees, logs, strict=True)]
    return slope, math.sqrt(math.fsum(r * r for r in residuals) / max(len(annees) - 2, 1))


def _build_tranche(
    entry: tuple[str, str, int, int, str],
    known: Mapping[int, float],
    future: Mapping[str, Mapping[int, float]],
    deviation: float,
    comptes: Mapping[int, float],
) -> Tranche | None:
    cle, libelle, youngest, oldest, _ = entry
    last = max(known)

    def years(annee: int) -> range:
        """Births of those who are in the group on 1 January of a year."""
        return range(annee - 1 - oldest, annee - youngest)

    past = {
        a: math.fsum(known[b] for b in years(a))
        for a in range(min(known), last + 2)
        if all(b in known for b in years(a))
    }
    if not past:
        return None
    counted = max((annee for annee in comptes if annee in past), default=None)
    presence = comptes[counted] / past[counted] if counted is not None and past[counted] else 1.0
    scenarios = {}
    for nom, births in future.items():
        points = []
        for annee in range(last + 2, last + 2 + HORIZON):
            wanted = years(annee)
            if not all(b in known or b in births for b in wanted):
                break
            value = presence * math.fsum(known.get(b, births.get(b, 0.0)) for b in wanted)
            to_come = [births[b] for b in wanted if b not in known]
            # Children to be born vary as the years before did around their trend, and as small numbers do.
            variance = math.fsum((deviation * n) ** 2 + n for n in to_come)
            margin = presence * Z_INTERVALLE * math.sqrt(variance)
            points.append(Point(annee, value, max(value - margin, 0.0), value + margin, not to_come))
        scenarios[nom] = tuple(points)
    return Tranche(cle, libelle, presence, counted, scenarios, {a: presence * n for a, n in past.items()})
