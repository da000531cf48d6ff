"""Sums of both sides of many formulas, over groups of territories or for each territory of a level.

The caller chooses the quantities of each formula and their vintages (see `Terme`). In a group, a territory only counts,
on both sides of a ratio, if it has a value for every quantity of the formula.
"""

from collections.abc import Mapping, Sequence

from convive.donnees.formules import Somme, Terme
from convive.donnees.requetes.rangees import get_mots, get_rangees, get_rangees_maille
from convive.donnees.sommes import Groupe, build_formules, compute_sommes


def get_sommes(groupes: Mapping[str, Sequence[tuple[str, str]]], termes: Sequence[Terme]) -> list[Somme]:
    """Sums for groups of (maille, code) territories, sorted by group, formula and year.

    A group without a row for any quantity is left out. Raise DonneesAbsentes if nothing has been built.
    """
    if not groupes or not termes:
        return []
    rangees = get_rangees(cible for cibles in groupes.values() for cible in cibles)
    membres = {groupe: rangees.build_groupe(cibles) for groupe, cibles in groupes.items()}
    return list(compute_sommes(membres, build_formules(termes, rangees.mots), rangees.mots))


def get_sommes_maille(maille: str, termes: Sequence[Terme], *, fictif: bool = False) -> list[Somme]:
    """The same for every territory of a level, one group each: either the real ones, or with `fictif` the others."""
    if not termes:
        return []
    rangees = get_rangees_maille(maille, fictif=fictif)
    groupes = {code: Groupe([rangee]) for (_, code), rangee in rangees.by_cible.items()}
    return list(compute_sommes(groupes, build_formules(termes, rangees.mots), rangees.mots))


def get_millesimes(grandeurs: Sequence[str], *, fictif: bool = False) -> dict[str, list[int]]:
    """Quantity → the vintages that real territories have (with `fictif`, the fictional one), ascending. A quantity
    without any is left out.
    """
    wanted, mots = set(grandeurs), get_mots()
    places = mots.fictives if fictif else mots.reelles
    millesimes: dict[str, list[int]] = {}
    for rang, (grandeur, millesime) in enumerate(mots.mesures):
        if grandeur in wanted and rang in places:
            millesimes.setdefault(grandeur, []).append(millesime)
    return millesimes
