"""Sums of the two sides of many formulas: over groups of territories, or for each territory of a level.

A formula names quantities and the vintage of each; the caller plans them (see `Terme`). Over a group of territories
only those where every quantity of the formula has a value count, on both sides of a ratio.
"""

from collections.abc import Mapping, Sequence

from convive.donnees.formules import Somme, Terme
from convive.donnees.requetes.rangees import get_mots, get_rangees, get_rangees_maille
from convive.donnees.sommes import Groupe, build_formules, compute_sommes


def get_sommes(groupes: Mapping[str, Sequence[tuple[str, str]]], termes: Sequence[Terme]) -> list[Somme]:
    """Sums for groups of (maille, code) territories, sorted by group, formula and year.

    A group where no quantity has a row is not in the answer. DonneesAbsentes if nothing has been built.
    """
    if not groupes or not termes:
        return []
    rangees = get_rangees(cible for cibles in groupes.values() for cible in cibles)
    membres = {groupe: rangees.build_groupe(cibles) for groupe, cibles in groupes.items()}
    return list(compute_sommes(membres, build_formules(termes, rangees.mots), rangees.mots))


def get_sommes_maille(maille: str, termes: Sequence[Terme], *, fictif: bool = False) -> list[Somme]:
    """The same for every territory of a level, each its own group; the fictional ones apart, and only if asked for."""
    if not termes:
        return []
    rangees = get_rangees_maille(maille, fictif=fictif)
    groupes = {code: Groupe([rangee]) for (_, code), rangee in rangees.by_cible.items()}
    return list(compute_sommes(groupes, build_formules(termes, rangees.mots), rangees.mots))


def get_millesimes(grandeurs: Sequence[str], *, fictif: bool = False) -> dict[str, list[int]]:
    """Vintages that real territories have of each quantity, ascending, or those of the fictional one; a quantity
    without any is not in the answer.
    """
    wanted, mots = set(grandeurs), get_mots()
    places = mots.fictives if fictif else mots.reelles
    millesimes: dict[str, list[int]] = {}
    for rang, (grandeur, millesime) in enumerate(mots.mesures):
        if grandeur in wanted and rang in places:
            millesimes.setdefault(grandeur, []).append(millesime)
    return millesimes
