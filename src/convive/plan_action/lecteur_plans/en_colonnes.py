"""Tables that say one action a column, their labels down the first one: turned on their side, to be read as lists. Pure
Python."""

from dataclasses import dataclass, replace

from convive.plan_action.lecteur_plans.entetes import find_entetes
from convive.plan_action.lecteur_plans.fiches import get_etiquette
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Cellule, CellulesFusionnees, Grille, Rangee
from convive.plan_action.lecteur_plans.table import Entete, get_cellule

MIN_ETIQUETTES = 3


@dataclass(slots=True)
class Tourne:
    """`debut`: the rank, in the table as it is, of the first of its rows."""

    debut: int
    grille: Grille
    entetes: list[Entete]


def turn_tableaux(lecteur: Lecteur, grille: Grille) -> list[Tourne]:
    """Each block of rows of a table whose labels stand in the first column: a new one begins where the first label of
    the block comes again."""
    found = []
    for debut, fin in _list_blocs(lecteur, grille):
        rangees = grille.rangees[debut:fin]
        etiquetes = [r for r in rangees if get_etiquette(lecteur, get_cellule(r, 0).texte) is not None]
        remplies = [r for r in etiquetes if sum(map(bool, r.cellules)) > 2]
        if len(etiquetes) < MIN_ETIQUETTES or len(remplies) * 2 < len(etiquetes) or not _has_colonnes(etiquetes):
            continue
        tournee = _turn(grille, rangees)
        _name_coin(tournee)
        entetes = find_entetes(tournee, lecteur)
        actions = [entete for entete in entetes if entete.is_actions]
        if len(actions) != 1 or actions[0].debut != 0 or len(tournee.rangees) - actions[0].fin < 3:
            continue
        found.append(Tourne(debut, tournee, actions))
    return found


def _has_colonnes(etiquetes: list[Rangee]) -> bool:
    """Two columns at least say as much as one another: a word in the margin of a fiche is no action."""
    largeur = max(len(rangee.cellules) for rangee in etiquetes)
    comptes = [sum(bool(get_cellule(rangee, colonne)) for rangee in etiquetes) for colonne in range(1, largeur)]
    return sum(compte * 3 >= max(comptes) * 2 for compte in comptes) > 1


def _list_blocs(lecteur: Lecteur, grille: Grille) -> list[tuple[int, int]]:
    """From rank to rank, excluded; the rows of one cell, above or between, belong to none."""
    blocs: list[tuple[int, int]] = []
    debut, premiere = -1, ""
    for rang, rangee in enumerate(grille.rangees):
        remplies = [colonne for colonne, cellule in enumerate(rangee.cellules) if cellule]
        role = get_etiquette(lecteur, get_cellule(rangee, 0).texte)
        is_coin = debut < 0 and len(remplies) > 1 and (role is not None or remplies[0] > 0 or len(remplies) > 2)
        if debut >= 0 and ((role is not None and role.champ == premiere) or remplies == [0]):
            blocs.append((debut, rang))
            debut = -1
            is_coin = remplies != [0]
        if is_coin:
            debut, premiere = rang, role.champ if role is not None else ""
    return [*blocs, (debut, len(grille.rangees))] if debut >= 0 else blocs


def _turn(grille: Grille, rangees: list[Rangee]) -> Grille:
    """Its columns as rows, numbered from 1; its rows as columns."""
    rangs = {rangee.numero: rang for rang, rangee in enumerate(rangees)}
    largeur = max(len(rangee.cellules) for rangee in rangees)
    tournee = Grille(grille.nom, tableau=grille.tableau, lignes_d_origine=tuple(r.numero for r in rangees))
    for colonne in range(largeur):
        cellules = [get_cellule(rangee, colonne) for rangee in rangees]
        if any(cellules):
            tournee.rangees.append(Rangee(colonne + 1, cellules, colonne in grille.colonnes_masquees))
    for fusion in grille.fusions:
        dedans = [rangs[numero] for numero in range(fusion.ligne, fusion.ligne_fin + 1) if numero in rangs]
        if dedans and fusion.ligne in rangs:
            tournee.fusions.append(
                CellulesFusionnees(fusion.colonne + 1, min(dedans), fusion.colonne_fin + 1, max(dedans))
            )
    return tournee


def _name_coin(grille: Grille) -> None:
    """« | Ouvrir un lieu | Former »: nothing stands in the corner, above the labels, and the actions on its right."""
    if grille.rangees and grille.rangees[0].numero == 1 and not get_cellule(grille.rangees[0], 0):
        rangee = grille.rangees[0]
        grille.rangees[0] = replace(rangee, cellules=[Cellule("Actions"), *rangee.cellules[1:]])
