"""The columns that a table brought from a spreadsheet may have, and the titles by which people call them. Pure Python.

A package says its `Champ`s; what a file calls them is guessed here, and corrected by a person.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from convive.documents.rules.tableur import FichierIllisible, Ligne
from convive.socle.noms import fold_nom

# Where titles may be: under a name of file and an empty row, as our own exports write them.
LIGNES_AVANT = 10
PARENTHESE = re.compile(r"\([^)]*\)")
SANS_LIGNES = "Ce fichier a des titres de colonnes, mais aucune ligne en dessous."


@dataclass(frozen=True, slots=True)
class Champ:
    """A column. `libelle` is its title in our exports, `synonymes` other titles, folded. `is_texte`: what it holds may
    have several lines."""

    cle: str
    libelle: str
    synonymes: tuple[str, ...] = ()
    largeur: int = 18
    is_texte: bool = False

    @property
    def titres(self) -> frozenset[str]:
        return frozenset({_fold_titre(self.libelle), *self.synonymes})


def split_entete(
    lignes: Sequence[Ligne], guess: Callable[[Sequence[str]], Mapping[str, int]], sans_titres: str
) -> tuple[list[str], list[Ligne]]:
    """The titles, and the rows under them; the titles are the row of which `guess` knows most columns.

    Raise FichierIllisible, saying `sans_titres`, when it knows none, or when nothing follows.
    """
    best = max(range(min(LIGNES_AVANT, len(lignes))), key=lambda rang: (len(guess(lignes[rang][1])), -rang))
    entetes = [" ".join(entete.split()) for entete in lignes[best][1]]
    if not guess(entetes):
        raise FichierIllisible(sans_titres)
    under = list(lignes[best + 1 :])
    if not under:
        raise FichierIllisible(SANS_LIGNES)
    return entetes, under


def fold_titres(entetes: Sequence[str]) -> list[str]:
    return [_fold_titre(entete) for entete in entetes]


def guess_colonnes(entetes: Sequence[str], champs: Sequence[Champ]) -> dict[str, int]:
    """Field → rank of the column that its title says, each column once."""
    folded = fold_titres(entetes)
    found: dict[str, int] = {}
    for champ in champs:
        ranks = (rang for rang, titre in enumerate(folded) if titre in champ.titres and rang not in found.values())
        if (place := next(ranks, None)) is not None:
            found[champ.cle] = place
    return found


def get_cellules(
    mapping: Mapping[str, int], cellules: Sequence[str], textes: Collection[str] = frozenset()
) -> dict[str, str]:
    """Field → text of its cell, on one line unless it is one of `textes`; a row may be shorter than its titles."""
    held = {cle: cellules[rang] for cle, rang in mapping.items() if rang < len(cellules) and cellules[rang]}
    return {cle: cellule if cle in textes else " ".join(cellule.split()) for cle, cellule in held.items()}


def _fold_titre(titre: str) -> str:
    """« Élu·e / Référent·e » is « elue referente »: what stands between parentheses explains, and is left out."""
    plain = PARENTHESE.sub(" ", titre).replace("·", "").replace("*", " ").replace(":", " ")
    return fold_nom(plain.replace("/", " ").replace("_", " "))
