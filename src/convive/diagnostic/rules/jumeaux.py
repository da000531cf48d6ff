"""Territoires jumeaux: the intercommunalités whose structure is nearest, on variables that are shown and weighed."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

POIDS_MAX = 5


@dataclass(frozen=True)
class Variable:
    """`indicateur` of the core catalogue; `is_logarithme`: sizes are compared by their ratio."""

    cle: str
    libelle: str
    indicateur: str
    poids: int = 1
    is_logarithme: bool = False

    def transform(self, value: float) -> float | None:
        if not self.is_logarithme:
            return value
        return math.log(value) if value > 0 else None


VARIABLES = (
    Variable("population", "Population", "population_municipale", 2, is_logarithme=True),
    Variable("densite", "Densité", "densite", 2, is_logarithme=True),
    Variable("evolution", "Évolution de la population", "evolution_population_6_ans"),
    Variable("jeunes", "Part des moins de 20 ans", "part_0_19", 2),
    Variable("aines", "Part des 65 ans ou plus", "part_65p"),
    Variable("residences_secondaires", "Part des résidences secondaires", "part_residences_secondaires"),
    Variable("proprietaires", "Part des propriétaires", "part_proprietaires_occupants"),
    Variable("niveau_vie", "Niveau de vie médian", "niveau_vie_median"),
    Variable("chomage", "Taux de chômage (recensement)", "taux_chomage_15_64_rp"),
)


@dataclass(frozen=True)
class Profils:
    """Raw values of every intercommunalité by code then variable, and what standardises them: mean and deviation."""

    valeurs: Mapping[str, Mapping[str, float]]
    reduits: Mapping[str, Mapping[str, float]]
    echelles: Mapping[str, tuple[float, float]]
    annees: Mapping[str, int]


@dataclass(frozen=True)
class Jumeau:
    """`distance` in standard deviations, a weighted quadratic mean over the variables known on both sides."""

    code: str
    distance: float
    valeurs: Mapping[str, float]


def build_profils(valeurs: Mapping[str, Mapping[str, float]], annees: Mapping[str, int]) -> Profils:
    """Standardise each variable over the intercommunalités that know it; one that never varies is left out."""
    echelles: dict[str, tuple[float, float]] = {}
    for variable in VARIABLES:
        known = [
            value
            for by_variable in valeurs.values()
            if variable.cle in by_variable and (value := variable.transform(by_variable[variable.cle])) is not None
        ]
        if len(known) < 2:
            continue
        mean = math.fsum(known) / len(known)
        deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in known) / len(known))
        if deviation > 0:
            echelles[variable.cle] = (mean, deviation)
    reduits = {code: reduce_valeurs(by_variable, echelles) for code, by_variable in valeurs.items()}
    return Profils(valeurs, reduits, echelles, annees)


def reduce_valeurs(valeurs: Mapping[str, float], echelles: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Values in standard deviations from the mean."""
    reduits = {}
    for variable in VARIABLES:
        if variable.cle in valeurs and variable.cle in echelles:
            value = variable.transform(valeurs[variable.cle])
            if value is not None:
                mean, deviation = echelles[variable.cle]
                reduits[variable.cle] = (value - mean) / deviation
    return reduits


def list_jumeaux(
    valeurs: Mapping[str, float],
    profils: Profils,
    poids: Mapping[str, int],
    *,
    exclus: Sequence[str],
    part_commune_min: float,
    limit: int = 8,
) -> list[Jumeau]:
    """The nearest, then by code. Nothing when every weight is zero or the territory is not known well enough.

    `part_commune_min`: the percentage of the total weight that two territories must both know to be compared.
    """
    own = reduce_valeurs(valeurs, profils.echelles)
    weighed = [(cle, weight) for cle, weight in poids.items() if weight > 0 and cle in profils.echelles]
    total = sum(weight for _, weight in weighed)
    if not total:
        return []
    found: list[tuple[float, str]] = []
    for code, other in profils.reduits.items():
        if code in exclus:
            continue
        shared = 0
        squares = 0.0
        for cle, weight in weighed:
            if cle in own and cle in other:
                shared += weight
                squares += weight * (own[cle] - other[cle]) ** 2
        if 100 * shared >= part_commune_min * total:
            found.append((math.sqrt(squares / shared), code))
    return [Jumeau(code, distance, profils.valeurs[code]) for distance, code in nsmallest(limit, found)]


def parse_poids(saisis: Mapping[str, str]) -> dict[str, int]:
    """The weights of an address, from 0 to POIDS_MAX; what is missing or cannot be read has its usual weight."""
    return {
        v.cle: min(int(saisi), POIDS_MAX)
        if (saisi := saisis.get(v.cle, "")).isdecimal() and saisi.isascii()
        else v.poids
        for v in VARIABLES
    }
