"""The sheets of a workbook that are a level by their name: « Petite enfance », « Jeunesse », each with the same titles.
Pure Python."""

import re
from collections import Counter
from collections.abc import Iterable

from convive.plan_action.rules.lecture.modele import Grille
from convive.plan_action.rules.lecture.table import Entete
from convive.plan_action.rules.lecture.textes import fold_mots, parse_titre

# Names that say nothing of what their actions are about.
NEUTRES = re.compile(
    r"\b(?:feuil\w*|feuille\w*|sheet\w*|onglet\w*|tableau\w*|plans?|actions?|programmes?|suivi\w*|synthese|liste\w*|detail\w*|"
    r"base|donnees|donnee|export\w*|bilans?|budgets?|recap\w*|fiches?|projets?|calendriers?|planning|global\w*|general\w*|"
    r"total|ensemble|version|copie|travail|annee|trimestre|semestre|janvier|fevrier|mars|avril|mai|juin|juillet|aout|"
    r"septembre|octobre|novembre|decembre|realisee?s?|termine\w*|en cours|a faire|futur\w*|nouve\w*)\b|\d"
)


def list_feuilles_niveaux(feuilles: Iterable[tuple[Grille, list[Entete]]]) -> set[str]:
    """The names of those that are a level: two sheets at least bear the same titles, none of which is a level."""
    formes: dict[str, tuple[str, ...]] = {}
    for grille, entetes in feuilles:
        actions = [entete for entete in entetes if entete.is_actions]
        if len(actions) != 1 or actions[0].list_colonnes("niveau"):
            continue
        formes[grille.nom] = tuple(fold_mots(texte) for texte in actions[0].textes.values())
    comptes = Counter(formes.values())
    communes = [nom for nom, forme in formes.items() if comptes[forme] > 1]
    if any(NEUTRES.search(fold_mots(nom)) or parse_titre(nom).numero is not None for nom in communes):
        return set()
    return set(communes)
