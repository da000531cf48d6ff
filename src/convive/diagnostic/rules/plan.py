"""Which quantity of which vintage each figure of each year needs, given the vintages that were loaded."""

from collections.abc import Iterable, Mapping, Sequence

from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.coeur import ECART_MAX_DENOMINATEUR, Fiche
from convive.donnees.formules import Terme

# What does not change with the years: any vintage will do.
SANS_AGE = frozenset({"superficie_km2"})


def get_plus_proche(annee: int, millesimes: Sequence[int]) -> int | None:
    """The nearest vintage, the earlier one on a tie; None beyond ECART_MAX_DENOMINATEUR years."""
    near = min(millesimes, key=lambda millesime: (abs(millesime - annee), millesime), default=None)
    return near if near is not None and abs(near - annee) <= ECART_MAX_DENOMINATEUR else None


def build_termes(fiches: Iterable[Fiche], millesimes: Mapping[str, Sequence[int]]) -> list[Terme]:
    """The terms of every year for which each quantity can have a measure."""
    return [
        terme
        for fiche in fiches
        for annee in _list_annees(fiche, millesimes)
        for terme in _build(fiche, annee, millesimes)
    ]


def _list_annees(fiche: Fiche, millesimes: Mapping[str, Sequence[int]]) -> list[int]:
    indicateur = fiche.indicateur
    if indicateur.calcul is Calcul.EVOLUTION:
        seen = set(millesimes.get(indicateur.grandeurs[0], ()))
        return sorted(annee for annee in seen if annee - fiche.ecart_annees in seen)
    sets = [set(millesimes.get(grandeur, ())) for grandeur in indicateur.datees]
    return sorted(set.intersection(*sets)) if sets else []


def _build(fiche: Fiche, annee: int, millesimes: Mapping[str, Sequence[int]]) -> list[Terme]:
    """The terms of one year; none when a quantity has no vintage near enough."""
    indicateur = fiche.indicateur
    nom = fiche.identifiant
    if indicateur.calcul is Calcul.EVOLUTION:
        (grandeur,) = indicateur.grandeurs
        return [
            Terme(nom, annee, True, grandeur, annee),
            Terme(nom, annee, False, grandeur, annee - fiche.ecart_annees),
        ]
    sides = [(True, grandeur) for grandeur in (*indicateur.grandeurs, *indicateur.numerateur)]
    sides += [(False, grandeur) for grandeur in indicateur.denominateur]
    termes = []
    for is_numerateur, grandeur in sides:
        millesime: int | None = annee
        if grandeur in indicateur.intemporelles:
            millesime = _get_voisine(grandeur, indicateur.denominateur, annee, millesimes)
        if millesime is None:
            return []
        termes.append(Terme(nom, annee, is_numerateur, grandeur, millesime))
    return termes


def _get_voisine(
    grandeur: str, denominateur: Sequence[str], annee: int, millesimes: Mapping[str, Sequence[int]]
) -> int | None:
    """The parts of one whole are taken in the same year: the nearest that they share."""
    shared = set(millesimes.get(grandeur, ()))
    if grandeur in denominateur:
        for other in denominateur:
            shared &= set(millesimes.get(other, ()))
    if grandeur in SANS_AGE:
        return max(shared, default=None)
    return get_plus_proche(annee, sorted(shared))
