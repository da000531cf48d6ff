"""The rows of a fiche that are a small table of money: « Financeurs | 2025 | 2026 », one funder a row. Pure Python."""

import re

from convive.plan_action.lecteur_plans.fiches import list_origines
from convive.plan_action.lecteur_plans.modele import Cellule, Grille, Rangee
from convive.plan_action.lecteur_plans.petits_tableaux import ANNEE, BUDGET, DEPENSES, RECETTES, TOTAL, read_argent
from convive.plan_action.lecteur_plans.table import get_cellule
from convive.plan_action.lecteur_plans.valeurs.montants import parse_montants
from convive.plan_action.lecteur_plans.valeurs.textes import fold_mots, is_absence

EXERCICE = re.compile(r"annees?\b|exercices?\b")


def find_argent(grille: Grille, rang: int) -> tuple[Grille, int] | None:
    """The small table that begins at this row, and how many rows it takes; nothing for another row."""
    pleines = [colonne for colonne, _, _ in list_origines(grille, rang)]
    dessous = [colonne for colonne, _, _ in list_origines(grille, rang + 1)] if rang + 1 < len(grille.rangees) else []
    essais = [pleines[place:] for place in range(min(2, len(pleines) - 1))]
    if dessous and pleines and dessous[0] < pleines[0]:
        # « | 2025 | 2026 » over « Caf | 1 000 | 2 000 ».
        essais.insert(0, [dessous[0], *pleines])
    elif len(pleines) == 1 and len(dessous) == 2 and dessous[0] == pleines[0]:
        # « Plan de financement » alone over « Caf | 1 000 € ».
        essais.append(dessous)
    for colonnes in essais:
        tete = _take(grille.rangees[rang], colonnes)
        lignes = [tete]
        for rangee in grille.rangees[rang + 1 :]:
            ligne = _take(rangee, colonnes)
            if not _is_argent(ligne):
                break
            lignes.append(ligne)
        if colonnes is dessous:
            lignes[0] = Rangee(tete.numero, [tete.cellules[0], Cellule("Montant")])
        part = Grille(grille.nom, lignes, tableau=grille.tableau)
        if len(lignes) > 1 and len(colonnes) > 1 and _is_tete(lignes[0]) and read_argent(part) is not None:
            return part, len(lignes)
    return None


def _take(rangee: Rangee, colonnes: list[int]) -> Rangee:
    return Rangee(rangee.numero, [get_cellule(rangee, colonne) for colonne in colonnes])


def _is_tete(rangee: Rangee) -> bool:
    """Titles of money, not a label and its value: « Budget | 12 000 € », « Partenaires | Caf » are labels."""
    nom = fold_mots(rangee.cellules[0].texte)
    if not nom:
        titres = [fold_mots(cellule.texte) for cellule in rangee.cellules[1:]]
        return any(map(ANNEE.fullmatch, titres)) and all(ANNEE.fullmatch(t) or TOTAL.match(t) for t in titres)
    is_argent = any(motif.match(nom) for motif in (RECETTES, DEPENSES, BUDGET, EXERCICE))
    return is_argent and not any(_is_montant(cellule) for cellule in rangee.cellules[1:])


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
