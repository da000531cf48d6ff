"""Which column of a table names the actions, when no title says it or when several do. Pure Python."""

import re

from convive.plan_action.rules.lecture.modele import Grille
from convive.plan_action.rules.lecture.table import GENERIQUES, Entete, list_valeurs
from convive.plan_action.rules.lecture.textes import fold_mots, parse_titre
from convive.plan_action.rules.lecture.vocabulaire import Role, get_cle

SOUS_ACTIONS = frozenset({"sous action", "sous actions", "sous-action"})


def find_titre(grille: Grille, entete: Entete) -> None:
    """No column is called « action »: the description when it is short, else the deepest level; not in a table that
    only adds indicators or amounts to actions said elsewhere."""
    champs = {role.champ for role in entete.roles.values()}
    if not champs & {
        "pilotes",
        "statut",
        "calendrier",
        "structures_porteuses",
        "partenaires",
        "description",
        "publics",
        "avancement",
        "debut",
        "fin",
        "pilote_porteur",
    }:
        return
    descriptions = [c for c in entete.list_colonnes("description") if entete.roles[c].annee is None]
    if descriptions:
        valeurs = list_valeurs(grille, entete, descriptions[0])
        if valeurs and sum(map(len, valeurs)) / len(valeurs) < 130:
            entete.roles[descriptions[0]] = Role("titre")
            return
    generiques = [c for c, t in entete.textes.items() if c not in entete.roles and get_cle(t) in GENERIQUES]
    niveaux = entete.list_colonnes("niveau", "objectifs", "thematiques", "objectif_general")
    premier = min(
        entete.list_colonnes(
            "pilotes",
            "statut",
            "calendrier",
            "structures_porteuses",
            "partenaires",
            "publics",
            "budget",
            "debut",
            "fin",
        )
        or [99]
    )
    candidats = generiques or [colonne for colonne in niveaux if colonne < premier]
    if candidats and (len(candidats) > 1 or entete.roles.get(candidats[-1], Role("objectifs")).champ == "objectifs"):
        entete.roles[candidats[-1]] = Role("titre")


def choose_titre(grille: Grille, entete: Entete, titres: list[int]) -> None:
    precis = [colonne for colonne in titres if get_cle(entete.textes[colonne]) not in GENERIQUES]
    fines = [colonne for colonne in precis if get_cle(entete.textes[colonne]) in SOUS_ACTIONS]
    codes = [colonne for colonne in titres if is_codes(grille, entete, colonne)]
    if fines and fines[0] > min(titres):
        # « Action | Sous-action »: what has a pilot and a date is the finest.
        garde = fines[0]
        entete.parente = max(colonne for colonne in titres if colonne < garde)
    elif codes and len(codes) < len(titres):
        garde = next(colonne for colonne in (*precis, *titres) if colonne not in codes)
    elif precis and len(precis) < len(titres):
        garde = precis[0]
    else:
        precis = precis or titres
        # The one whose values are the most different from one another names the actions.
        distincts = {colonne: len(set(list_valeurs(grille, entete, colonne))) for colonne in precis}
        garde = max(precis, key=lambda colonne: (distincts[colonne], -colonne))
        if all(distincts[c] == distincts[precis[0]] for c in precis):
            garde = precis[0]
    for colonne in titres:
        if colonne == garde:
            continue
        avant = entete.roles.get(colonne - 1)
        is_libelle = get_cle(entete.textes[colonne]) in GENERIQUES or is_codes(grille, entete, colonne - 1)
        if colonne < garde and is_libelle and avant is not None and avant.champ in ("niveau", "numero_niveau"):
            # « Axe | Libellé | N° | Action »: the words of the level that is numbered on the left.
            entete.roles[colonne - 1] = Role("numero_niveau", avant.sorte)
            entete.roles[colonne] = Role("niveau", avant.sorte)
        elif colonne < garde:
            if is_codes(grille, entete, colonne):
                entete.roles[colonne] = Role("numero")
            else:
                entete.roles[colonne] = Role("niveau", fold_mots(entete.textes[colonne]))
        else:
            entete.roles[colonne] = Role("description")


def is_codes(grille: Grille, entete: Entete, colonne: int) -> bool:
    """« 1.1 », « FA n° 3 », « Fiche-action 12 » all the way down; the titles of levels between them apart."""
    codes = [code for code in list_valeurs(grille, entete, colonne) if not parse_titre(code).is_niveau]
    return bool(codes) and all(
        (len(code) <= 8 and re.search(r"\d", code) is not None)
        or (parse_titre(code).is_action and parse_titre(code).numero is not None and not parse_titre(code).titre)
        for code in codes
    )
