"""How a table is laid out: actions in rows, actions in columns, fiches of labels and values. Pure Python.

One measure chooses. Each layout says where the titles stand and where their values do; it is worth the fields that its
titles name, less those that stand, as titles, where it expects values. The best is read; none is when none is worth
anything, and a person is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from convive.plan_action.lecteur_plans.en_colonnes import Tourne, turn_tableaux
from convive.plan_action.lecteur_plans.entetes import find_entetes, get_dite
from convive.plan_action.lecteur_plans.fiches import (
    get_etiquette,
    is_fiche,
    list_origines,
    list_rangees_d_etiquettes,
    split_etiquette,
)
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Cellule, Grille
from convive.plan_action.lecteur_plans.table import Entete, get_fin
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, parse_titre
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import PAR_TITRE, get_cle


class Disposition(StrEnum):
    LISTE = "liste"
    COLONNES = "colonnes"
    FICHES = "fiches"
    AUCUNE = "aucune"


@dataclass(slots=True)
class Lue:
    """The layout of a table, with the titles of its rows, and the tables that its columns are."""

    disposition: Disposition
    entetes: list[Entete] = field(default_factory=list)
    tournes: list[Tourne] = field(default_factory=list)


def find_disposition(lecteur: Lecteur, grille: Grille) -> Lue:
    entetes = find_entetes(grille, lecteur)
    if get_dite(grille, lecteur) is not None:
        return Lue(Disposition.LISTE, entetes)
    actions = [entete for entete in entetes if entete.is_actions]
    fiches = _list_champs_de_fiches(lecteur, grille)
    tournes = turn_tableaux(lecteur, grille)
    valeurs = {
        Disposition.LISTE: _evaluate(lecteur, grille, entetes) if actions else 0,
        Disposition.FICHES: len(fiches) - _count_en_trop(lecteur, grille) if is_fiche(lecteur, grille) else 0,
        Disposition.COLONNES: max((_evaluate(lecteur, t.grille, t.entetes) for t in tournes), default=0),
    }
    meilleure = max(valeurs, key=lambda disposition: valeurs[disposition])
    if valeurs[meilleure] <= 0:
        meilleure = Disposition.AUCUNE
    return Lue(meilleure, entetes, tournes)


def _evaluate(lecteur: Lecteur, grille: Grille, entetes: list[Entete]) -> int:
    """The fields that the titles of a list name, less those that stand under them as titles."""
    dits = {role.champ for entete in entetes if entete.is_actions for role in entete.roles.values()}
    dessous = [
        cellule
        for rang, entete in enumerate(entetes)
        for rangee in grille.rangees[entete.fin + 1 : get_fin(grille, entetes, rang)]
        for cellule in rangee.cellules
    ]
    dessus = [cellule for rangee in grille.rangees[: entetes[0].debut] for cellule in rangee.cellules]
    return len(dits) - len(_list_etiquettes(lecteur, [*dessus, *dessous]))


def _list_etiquettes(lecteur: Lecteur, cellules: Iterable[Cellule]) -> set[str]:
    return {champ for cellule in cellules if (champ := _get_champ(lecteur, cellule))}


def _get_champ(lecteur: Lecteur, cellule: Cellule) -> str:
    """The field of a cell that is a title and nothing else."""
    texte = clean_ligne(cellule.texte).rstrip(" :")
    if not texte or len(texte) > 60 or get_cle(texte) not in PAR_TITRE:
        return ""
    role = get_etiquette(lecteur, texte)
    return "" if role is None else role.champ


def _list_champs_de_fiches(lecteur: Lecteur, grille: Grille) -> set[str]:
    """The fields of the labels that a value follows, on their right, below, or after « : »."""
    champs = {role.champ for roles in list_rangees_d_etiquettes(lecteur, grille) for role in roles}
    for rang in range(len(grille.rangees)):
        cellules = [cellule for _, cellule, _ in list_origines(grille, rang)]
        if cellules and (lu := parse_titre(cellules[0].texte)).is_action and lu.numero is not None:
            # « Fiche action n° 2 » opens a fiche by itself.
            champs.add("titre")
        for place, cellule in enumerate(cellules):
            coupe = split_etiquette(lecteur, cellule.texte)
            role = coupe[1] if coupe is not None and coupe[2] else get_etiquette(lecteur, cellule.texte)
            suivante = cellules[place + 1] if place + 1 < len(cellules) else None
            is_suivie = len(cellules) == 1 if suivante is None else not _get_champ(lecteur, suivante)
            is_suivie = is_suivie or (coupe is not None and bool(coupe[2]))
            if role is not None and is_suivie and (place == 0 or coupe is not None or _get_champ(lecteur, cellule)):
                champs.add(role.champ)
    return champs


def _count_en_trop(lecteur: Lecteur, grille: Grille) -> int:
    """How many labels are followed by several values: more than a fiche reads."""
    champs = set()
    for rang in range(len(grille.rangees)):
        cellules = [cellule for _, cellule, _ in list_origines(grille, rang)]
        role = get_etiquette(lecteur, cellules[0].texte) if len(cellules) > 2 else None
        if role is not None and not any(_get_champ(lecteur, cellule) for cellule in cellules[1:]):
            champs.add(role.champ)
    return len(champs)
