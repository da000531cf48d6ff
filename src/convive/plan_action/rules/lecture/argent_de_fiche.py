"""The rows of a fiche that are a small table of money: « Financeurs | 2025 | 2026 », one funder a row. Pure Python."""

import re

from convive.plan_action.rules.lecture.fiches import list_origines
from convive.plan_action.rules.lecture.modele import Cellule, Grille, Rangee
from convive.plan_action.rules.lecture.montants import parse_montants
from convive.plan_action.rules.lecture.petits_tableaux import DEPENSES, RECETTES, TOTAL, read_argent
from convive.plan_action.rules.lecture.table import get_cellule
from convive.plan_action.rules.lecture.textes import fold_mots, is_absence


def find_argent(grille: Grille, rang: int) -> tuple[Grille, int] | None:
    """The small table that begins at this row, and how many rows it takes; nothing for another row."""
    cellules = list_origines(grille, rang)
    for place in range(min(2, len(cellules) - 1)):
        colonnes = [colonne for colonne, _, _ in cellules[place:]]
        lignes = [_take(grille.rangees[rang], colonnes)]
        for rangee in grille.rangees[rang + 1 :]:
            ligne = _take(rangee, colonnes)
            if not _is_argent(ligne):
                break
            lignes.append(ligne)
        part = Grille(grille.nom, lignes, tableau=grille.tableau)
        if len(lignes) > 1 and len(colonnes) > 1 and _is_tete(lignes[0]) and read_argent(part) is not None:
            return part, len(lignes)
    return None


def _take(rangee: Rangee, colonnes: list[int]) -> Rangee:
    return Rangee(rangee.numero, [get_cellule(rangee, colonne) for colonne in colonnes])


def _is_tete(rangee: Rangee) -> bool:
    """Titles of money, not a label and its value: « Budget | 12 000 € », « Partenaires | Caf » are labels."""
    nom = fold_mots(rangee.cellules[0].texte)
    is_argent = RECETTES.match(nom) or DEPENSES.match(nom) or re.match(r"annees?\b|exercices?\b", nom)
    return bool(is_argent) and not any(_is_montant(cellule) for cellule in rangee.cellules[1:])


def _is_argent(rangee: Rangee) -> bool:
    """A name, then amounts and nothing else; a total too."""
    reste = [cellule for cellule in rangee.cellules[1:] if cellule]
    nom = rangee.cellules[0].texte
    if not nom or not reste:
        return False
    if TOTAL.match(fold_mots(nom)):
        return True
    return all(_is_montant(cellule) or is_absence(cellule.texte) for cellule in reste) and any(map(_is_montant, reste))


def _is_montant(cellule: Cellule) -> bool:
    return bool(parse_montants(cellule.texte).montants)
