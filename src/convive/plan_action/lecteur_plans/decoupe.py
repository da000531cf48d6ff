"""Fiches laid side by side on a sheet or in a table, each brought back to a grid of its own. Pure Python."""

from collections import Counter

from convive.plan_action.lecteur_plans.fiches import get_etiquette
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Cellule, CellulesFusionnees, Grille, Rangee
from convive.plan_action.lecteur_plans.table import get_cellule
from convive.plan_action.lecteur_plans.valeurs.textes import fold_mots, parse_titre

# The same labels on that many rows, and the columns hold the same thing of two actions.
MIN_MEMES = 3


def split_cote_a_cote(lecteur: Lecteur, grille: Grille) -> list[Grille]:
    """One grid for each fiche of a row of fiches; the grid itself when there is one."""
    debuts = _list_debuts(lecteur, grille)
    if len(debuts) < 2:
        return [grille]
    fins = [*debuts[1:], grille.largeur]
    return [
        _build_part(grille, 0 if rang == 0 else debut, fin, debuts[0])
        for rang, (debut, fin) in enumerate(zip(debuts, fins, strict=True))
    ]


def _list_debuts(lecteur: Lecteur, grille: Grille) -> list[int]:
    """The columns of labels: the first one, then those that say the same labels on the same rows."""
    etiquettes: dict[int, dict[int, str]] = {}
    for rang, rangee in enumerate(grille.rangees):
        for colonne, cellule in enumerate(rangee.cellules):
            if cellule and len(cellule.texte) <= 80 and get_etiquette(lecteur, cellule.texte) is not None:
                etiquettes.setdefault(colonne, {})[rang] = fold_mots(cellule.texte)
    if not etiquettes:
        return []
    first = min(etiquettes)
    memes: Counter[int] = Counter()
    for colonne, textes in etiquettes.items():
        memes[colonne] = sum(etiquettes[first].get(rang) == texte for rang, texte in textes.items())
    return [first, *sorted(c for c in etiquettes if c > first + 1 and memes[c] >= MIN_MEMES)]


def _build_part(grille: Grille, debut: int, fin: int, first: int) -> Grille:
    part = Grille(grille.nom, tableau=grille.tableau)
    for rangee in grille.rangees:
        cellules = [get_cellule(rangee, colonne) for colonne in range(debut, fin)]
        remplies = [cellule for cellule in rangee.cellules if cellule]
        if debut > first and not any(cellules) and len(remplies) == 1 and parse_titre(remplies[0].texte).is_niveau:
            # A banner over all of them: « Axe 3 : Vivre ensemble ».
            cellules = [remplies[0], *(Cellule() for _ in cellules[1:])]
        if any(cellules):
            part.rangees.append(Rangee(rangee.numero, cellules, rangee.is_masquee))
    part.fusions = [
        CellulesFusionnees(f.ligne, f.colonne - debut, f.ligne_fin, min(f.colonne_fin, fin - 1) - debut)
        for f in grille.fusions
        if debut <= f.colonne < fin
    ]
    return part
