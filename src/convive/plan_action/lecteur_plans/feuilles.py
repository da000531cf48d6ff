"""The sheets of a workbook that are a level by their name: « Petite enfance », « Jeunesse », each with the same titles.
Pure Python."""

import re
from collections import Counter
from collections.abc import Iterable

from convive.plan_action.lecteur_plans.modele import Grille
from convive.plan_action.lecteur_plans.table import Entete
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, parse_titre

# Names that say nothing of what their actions are about.
NEUTRES = re.compile(
    r"\b(?:feuil\w*|feuille\w*|sheet\w*|onglet\w*|tableau\w*|plans?|actions?|programmes?|suivi\w*|synthese|liste\w*|detail\w*|"
    r"base|donnees|donnee|export\w*|bilans?|budgets?|recap\w*|fiches?|projets?|calendriers?|planning|global\w*|general\w*|"
    r"total|ensemble|version|copie|travail|annee|trimestre|semestre|janvier|fevrier|mars|avril|mai|juin|juillet|aout|"
    r"septembre|octobre|novembre|decembre|realisee?s?|termine\w*|en cours|a faire|futur\w*|nouve\w*)\b|\d"
)


MAX_TITRE = 120


def list_titres_de_tables(grille: Grille, entetes: list[Entete]) -> dict[int, str]:
    """« Petite enfance », alone on the row just above the titles of a table, when each of several tables that bear the
    same titles has its own: by the rank of the table."""
    formes = {tuple(fold_mots(texte) for texte in entete.textes.values()) for entete in entetes}
    if len(entetes) < 2 or len(formes) > 1 or entetes[0].list_colonnes("niveau") or entetes[0].annee is not None:
        return {}
    found: dict[int, str] = {}
    for rang, entete in enumerate(entetes):
        dessus = grille.rangees[entete.debut - 1] if entete.debut else None
        textes = [clean_ligne(cellule.texte) for cellule in dessus.cellules if cellule] if dessus is not None else []
        is_libre = rang == 0 or entete.debut - 1 > entetes[rang - 1].fin
        if is_libre and len(textes) == 1 and len(textes[0]) <= MAX_TITRE and not parse_titre(textes[0]).is_niveau:
            found[rang] = textes[0]
    return found if len(found) == len(set(found.values())) == len(entetes) else {}


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
