"""What each column of a table is for, once its titles are read together with what stands under them. Pure Python."""

import re
from itertools import pairwise

from convive.plan_action.lecteur_plans.colonnes_chiffres import (
    resolve_annees,
    resolve_avancements,
    resolve_financeurs,
    resolve_prevus,
    resolve_realises,
    resolve_totaux,
)
from convive.plan_action.lecteur_plans.colonnes_titre import choose_titre, find_titre, is_groupe
from convive.plan_action.lecteur_plans.modele import Grille
from convive.plan_action.lecteur_plans.table import Entete, get_cellule, list_valeurs
from convive.plan_action.lecteur_plans.valeurs.calendrier import parse_calendrier
from convive.plan_action.lecteur_plans.valeurs.statuts import parse_statut
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, parse_titre
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import NIVEAUX_POSSIBLES, Role, get_cle

CHEFS_DE_FILE = frozenset({"chef de file", "chefs de file", "chef de fil", "tete de file", "tete de reseau"})


def resolve_colonnes(grille: Grille, entete: Entete) -> None:
    """Which of two titles is the action’s, which column is a level, what years are."""
    roles = entete.roles
    resolve_prevus(grille, entete)
    _resolve_resultats(entete)
    _resolve_statuts(grille, entete)
    _resolve_chefs_de_file(entete)
    if not entete.list_colonnes("titre"):
        find_titre(grille, entete)
    _resolve_statuts_dates(entete)
    resolve_financeurs(grille, entete)
    resolve_avancements(grille, entete)
    titres = entete.list_colonnes("titre")
    if len({roles[colonne].annee for colonne in titres} - {None}) == len(titres) > 1:
        # Each year names its own actions: `split_annees` reads them block after block.
        entete.titre_brut = dict.fromkeys(titres, True)
        _resolve_niveaux(grille, entete, min(titres))
        return
    if len(titres) > 1:
        choose_titre(grille, entete, titres)
    titre = next(iter(entete.list_colonnes("titre")), None)
    if titre is None:
        resolve_annees(grille, entete)
        resolve_totaux(entete)
        return
    _resolve_niveaux(grille, entete, titre)
    _resolve_numeros(grille, entete, titre)
    resolve_annees(grille, entete)
    # « Public » and « Cible » are two words for the same, unless there are indicators beside.
    if entete.list_colonnes("indicateur"):
        for colonne in entete.list_colonnes("publics"):
            if get_cle(entete.textes[colonne]) == "cible" and colonne > entete.list_colonnes("indicateur")[0]:
                roles[colonne] = Role("cible")
        for colonne in entete.list_colonnes("numero"):
            if colonne > entete.list_colonnes("indicateur")[0] and get_cle(entete.textes[colonne]) == "reference":
                roles[colonne] = Role("reference")
    for colonne in entete.list_colonnes("objectifs"):
        if (
            entete.list_colonnes("indicateur")
            and colonne > entete.list_colonnes("indicateur")[0]
            and get_cle(entete.textes[colonne]) == "objectif"
        ):
            roles[colonne] = Role("cible")
    resolve_realises(entete)
    resolve_totaux(entete)


def _resolve_niveaux(grille: Grille, entete: Entete, titre: int) -> None:
    """On the left of the actions: objectives and themes that are a level, and what groups them, whatever its words."""
    roles = entete.roles
    explicites = entete.list_colonnes("niveau")
    for colonne in entete.list_colonnes(*NIVEAUX_POSSIBLES):
        role = roles[colonne]
        if (not role.sorte and role.champ != "objectifs") or colonne > titre:
            continue
        valeurs = list_valeurs(grille, entete, colonne)
        if role.champ == "priorite" and valeurs and sum(map(len, valeurs)) / len(valeurs) < 12:
            continue
        if role.champ == "thematiques" and explicites and not _is_au_dessus(grille, entete, colonne, explicites[0]):
            continue
        roles[colonne] = Role("niveau", role.sorte or "objectif")
    if entete.list_colonnes("niveau"):
        return
    for colonne in range(titre):
        if is_groupe(grille, entete, colonne, titre):
            roles[colonne] = Role("niveau", fold_mots(entete.textes[colonne]))
            return


def _resolve_resultats(entete: Entete) -> None:
    """« Indicateur | Cible | Réalisé 2025 »: what was measured, not where the action is."""
    indicateurs = entete.list_colonnes("indicateur")
    for colonne in entete.list_colonnes("question_realisee", "statut", "avancement", "resultats_attendus"):
        role = entete.roles[colonne]
        if indicateurs and colonne > indicateurs[0] and role.annee is not None:
            entete.roles[colonne] = Role("valeur", annee=role.annee)


def _resolve_statuts(grille: Grille, entete: Entete) -> None:
    """« Prévu 2025 | Réalisé 2025 | État »: a column of sentences tells what was done, not where the action is."""
    for colonne in entete.list_colonnes("statut", "question_realisee"):
        valeurs = list_valeurs(grille, entete, colonne)
        lus = [parse_statut(valeur, is_question=True) for valeur in valeurs]
        compris = sum(lu.valeur is not None or lu.avancement is not None for lu in lus)
        is_autre = len(entete.list_colonnes("statut", "question_realisee")) > 1
        if valeurs and not compris and (is_autre or sum(map(len, valeurs)) > 40 * len(valeurs)):
            entete.roles[colonne] = Role("commentaire")


def _resolve_statuts_dates(entete: Entete) -> None:
    """« Avancement mars 2026 | Avancement juin 2026 »: the last one says where the action is, the others what was."""
    dates = {c: parse_calendrier(entete.textes[c]) for c in entete.list_colonnes("statut") if c in entete.textes}
    datees = {colonne: lu.fin or lu.debut for colonne, lu in dates.items() if lu.fin or lu.debut}
    if len(datees) < 2 or len(datees) < len(dates):
        return
    derniere = max(datees, key=lambda colonne: (datees[colonne] or "", colonne))
    for colonne in datees:
        if colonne != derniere:
            entete.roles[colonne] = Role("commentaire", entete.textes[colonne])


def _resolve_chefs_de_file(entete: Entete) -> None:
    """« Chef de file | Référent technique »: the body that carries the action, then the person who drives it."""
    pilotes = entete.list_colonnes("pilotes")
    if len(pilotes) < 2 or entete.list_colonnes("structures_porteuses"):
        return
    chefs = [colonne for colonne in pilotes if get_cle(entete.textes[colonne]) in CHEFS_DE_FILE]
    if len(chefs) == 1:
        entete.roles[chefs[0]] = Role("structures_porteuses")


def _is_au_dessus(grille: Grille, entete: Entete, colonne: int, niveau: int) -> bool:
    """Whether each value of the level stands under one value of this column only, and this column comes first."""
    if colonne > niveau:
        return False
    couples: dict[str, set[str]] = {}
    dessus = dessous = ""
    for rangee in grille.rangees[entete.fin + 1 :]:
        dessus = clean_ligne(get_cellule(rangee, colonne).texte) or dessus
        dessous = clean_ligne(get_cellule(rangee, niveau).texte) or dessous
        if dessous:
            couples.setdefault(dessous, set()).add(dessus)
    return bool(couples) and all(len(valeurs) == 1 for valeurs in couples.values())


def _resolve_numeros(grille: Grille, entete: Entete, titre: int) -> None:
    """A number just before a level is that of the level, when the action has its own, or when it is repeated."""
    numeros = entete.list_colonnes("numero")
    for colonne in numeros:
        suivant = entete.roles.get(colonne + 1)
        if suivant is None or suivant.champ != "niveau" or colonne > titre:
            continue
        valeurs = list_valeurs(grille, entete, colonne)
        if (
            len(numeros) > 1
            or len(set(valeurs)) < len(valeurs)
            or len(valeurs) < len(list_valeurs(grille, entete, titre))
        ):
            entete.roles[colonne] = Role("numero_niveau", suivant.sorte)
    # « Axe » that holds numbers beside « Axe » that holds words.
    niveaux = entete.list_colonnes("niveau")
    for gauche, droite in pairwise(niveaux):
        valeurs = list_valeurs(grille, entete, gauche)
        if (
            entete.roles[gauche].sorte == entete.roles[droite].sorte
            and valeurs
            and all(
                len(v) <= 8
                and (parse_titre(v).numero or v.isdigit() or re.fullmatch(r"[\d.]+|[IVX]+|[A-Z]", v))
                and not parse_titre(v).titre.strip("0123456789.IVXABCDEFG")
                for v in valeurs
            )
        ):
            entete.roles[gauche] = Role("numero_niveau", entete.roles[droite].sorte)
    for colonne in entete.list_colonnes("numero_niveau"):
        if not entete.roles[colonne].sorte:
            mot = next(
                (
                    sorte
                    for sorte in ("axe", "obj", "orient", "enjeu", "thematique")
                    if sorte in get_cle(entete.textes[colonne])
                ),
                "",
            )
            entete.roles[colonne] = Role("numero_niveau", mot)
