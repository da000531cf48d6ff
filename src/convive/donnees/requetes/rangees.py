"""All the measures of some territories, one row per territory; see `donnees.rangees`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from convive.donnees.connexion import get_construction, get_lignes
from convive.donnees.rangees import Mots, Rangee, build_rangee
from convive.donnees.requetes.listes import render_liste
from convive.donnees.rules import Maille
from convive.donnees.scissions import Ensemble, list_parents
from convive.donnees.sommes import Groupe

Cible = tuple[str, str]
_SCISSIONS = "SELECT parent, list(commune ORDER BY commune) FROM scissions GROUP BY parent ORDER BY parent"
# The `Mots` of the current build, cached until another build replaces it.
_mots: dict[str, Mots] = {}


@dataclass(frozen=True)
class Rangees:
    """The rows found, by (maille, code), and the meaning of their places."""

    mots: Mots
    by_cible: Mapping[Cible, Rangee]

    def build_groupe(self, cibles: Sequence[Cible]) -> Groupe:
        """These territories as a group to sum over, with the splits of which they contain all the pieces."""
        communes = {code for maille, code in cibles if maille == Maille.COMMUNE}
        ensembles = []
        for parent in list_parents(self.mots.scissions, communes):
            pieces = self.mots.scissions[parent]
            if (entier := self.by_cible.get((Maille.SCISSION, parent))) is not None:
                ensembles.append(Ensemble(parent, entier, {c: self.by_cible.get((Maille.COMMUNE, c)) for c in pieces}))
        return Groupe([self.by_cible.get((str(maille), code)) for maille, code in cibles], tuple(ensembles))


def get_mots() -> Mots:
    """The `Mots` of the current build. Raise DonneesAbsentes if nothing has been built."""
    construction = get_construction()
    mots = _mots.get(construction)
    if mots is None:
        lignes = get_lignes(
            "SELECT nature, rang, mot, millesime, is_reelle, is_fictive FROM rangees_mots ORDER BY nature, rang"
        )
        mesures = [ligne for nature, *ligne in lignes if nature == "mesure"]
        mots = Mots(
            tuple((mot, millesime) for _, mot, millesime, _, _ in mesures),
            tuple(mot for nature, _, mot, *_ in lignes if nature == "source"),
            frozenset(rang for rang, _, _, is_reelle, _ in mesures if is_reelle),
            frozenset(rang for rang, _, _, _, is_fictive in mesures if is_fictive),
            {parent: tuple(pieces) for parent, pieces in get_lignes(_SCISSIONS)},
        )
        _mots.clear()
        _mots[construction] = mots
    return mots


def get_rangees(cibles: Iterable[Cible]) -> Rangees:
    """The rows of (maille, code) territories; those without any figure are left out."""
    wanted = {(str(maille), code) for maille, code in cibles}
    communes = {code for maille, code in wanted if maille == Maille.COMMUNE}
    wanted |= {(str(Maille.SCISSION), parent) for parent in list_parents(get_mots().scissions, communes)}
    codes = sorted({code for _, code in wanted})
    return _read(f"WHERE territoire IN ({render_liste(codes)})", codes, wanted)


def get_rangees_maille(maille: str, *, fictif: bool = False) -> Rangees:
    """The same for every territory of a level: either the real ones or, with `fictif`, the fictional ones."""
    return _read("WHERE maille = ? AND starts_with(territoire, '99') = ?", [str(maille), fictif], None)


def _read(filtre: str, parametres: Sequence[object], wanted: set[Cible] | None) -> Rangees:
    while True:
        construction, mots = get_construction(), get_mots()
        lignes = get_lignes(
            f"SELECT maille, territoire, valeurs, statuts, sources, connues, total FROM rangees {filtre}",  # noqa: S608 - our own clauses, values by parameters
            parametres,
        )
        # If a build ended in between, its `Mots` differ: read both again, from the same build.
        if get_construction() == construction:
            return Rangees(
                mots,
                {
                    (maille, code): build_rangee(*parts)
                    for maille, code, *parts in lignes
                    if wanted is None or (maille, code) in wanted
                },
            )
