"""Cards that are likely one and the same, told apart from those that only look alike. Pure Python."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from convive.acteurs.rules.noms import are_proches, get_mots_distinctifs

# Two words that start alike are enough to look closer: a slip of the pen rarely touches every word of a name.
TAILLE_DEBUT = 3


@dataclass(frozen=True, slots=True)
class Fiche:
    """What is compared of a card. `nom` is folded; `numeros` are official numbers, each by its kind; empty is unknown.

    `categorie` sets apart what never is the same: a commune and its CCAS bear one name.
    """

    uuid: UUID
    nom: str
    categorie: str = ""
    email: str = ""
    numeros: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ressemblance:
    """Two cards, and the reason to look at them, which can be shown."""

    gauche: UUID
    droite: UUID
    raison: str

    @property
    def paire(self) -> frozenset[UUID]:
        return frozenset({self.gauche, self.droite})


def list_ressemblances(fiches: Sequence[Fiche], ecartees: Iterable[frozenset[UUID]] = ()) -> list[Ressemblance]:
    """The pairs to look at, in the order of the cards; `ecartees` are those that someone said distinct."""
    known = frozenset(ecartees)
    rank = {fiche.uuid: rang for rang, fiche in enumerate(fiches)}
    found = []
    for gauche, droite in _list_candidates(fiches):
        pair = frozenset({gauche.uuid, droite.uuid})
        if pair not in known and (raison := get_raison(gauche, droite)):
            found.append(Ressemblance(gauche.uuid, droite.uuid, raison))
    return sorted(found, key=lambda pair: (rank[pair.gauche], rank[pair.droite]))


def get_raison(gauche: Fiche, droite: Fiche) -> str:
    """Why two cards may be one; an empty text when they are not."""
    for numero, autre in zip(gauche.numeros, droite.numeros, strict=True):
        if numero and autre:
            # The same number is the same body, whatever its name; another number is another body.
            return "même numéro officiel" if numero == autre else ""
    if gauche.categorie != droite.categorie:
        return ""
    if gauche.nom == droite.nom:
        return "même nom"
    if gauche.email and gauche.email == droite.email:
        return "même adresse e-mail"
    if gauche.email and droite.email and gauche.categorie == "":
        # Two people with close names, each with an address of her own, are two people.
        return ""
    return "noms très proches" if are_proches(gauche.nom, droite.nom) else ""


def _list_candidates(fiches: Sequence[Fiche]) -> Iterator[tuple[Fiche, Fiche]]:
    """Each pair that shares the start of a word, an address or a number, once.

    A category and the numbers of a name part what would never be one: without that, four hundred mairies would be
    compared two by two.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for rang, fiche in enumerate(fiches):
        mots = get_mots_distinctifs(fiche.nom)
        apart = " ".join([fiche.categorie, *(mot for mot in mots if mot.isdigit())])
        starts = {f"{apart} {mot[:TAILLE_DEBUT]}" for mot in mots}
        for cle in starts | ({fiche.email, *fiche.numeros} - {""}):
            groups[cle].append(rang)
    seen: set[tuple[int, int]] = set()
    for rangs in groups.values():
        for pair in combinations(rangs, 2):
            if pair not in seen:
                seen.add(pair)
                yield fiches[pair[0]], fiches[pair[1]]
