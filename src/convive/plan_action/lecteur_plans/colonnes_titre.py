"""Which column of a table names the actions, when no title says it or when several do. Pure Python."""

import re
from collections.abc import Mapping

from convive.plan_action.lecteur_plans.modele import Grille
from convive.plan_action.lecteur_plans.table import GENERIQUES, Entete, get_cellule, list_valeurs
from convive.plan_action.lecteur_plans.valeurs.textes import (
    clean_ligne,
    fold_mots,
    is_absence,
    is_infinitif,
    parse_titre,
)
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import NIVEAUX_POSSIBLES, Role, get_cle

SOUS_ACTIONS = frozenset({"sous action", "sous actions", "sous-action"})


def find_titre(grille: Grille, entete: Entete) -> None:
    """No column is called « action »: the description when it is short, else the deepest level; not in a table that
    only adds indicators or amounts to actions said elsewhere."""
    if len(annees := list_annees_d_actions(grille, entete)) > 1:
        for colonne, annee in annees.items():
            entete.roles[colonne] = Role("titre", annee=annee)
        return
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
        return
    if (colonne := find_phrases(grille, entete)) >= 0:
        entete.roles[colonne] = Role("titre")
        entete.textes.setdefault(colonne, "Actions")
        entete.is_titre_devine = True


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


# What a column may be taken for and yet group the actions on its right.
GROUPES = frozenset({"constat", "freins", "instance_suivi", *NIVEAUX_POSSIBLES})


def is_groupe(grille: Grille, entete: Entete, colonne: int, titre: int) -> bool:
    """« Ce qui ne va pas », merged over the rows of several actions, or said once above blanks: what they answer to."""
    role = entete.roles.get(colonne)
    if colonne not in entete.textes or not (role is None or (role.champ in GROUPES and role.annee is None)):
        return False
    rangees = [r for r in grille.rangees[entete.fin + 1 :] if get_cellule(r, titre)]
    fusions = [f for r in rangees if (f := grille.get_fusion(r.numero, colonne)) is not None and f.colonne == colonne]
    if any(sum(f.ligne <= r.numero <= f.ligne_fin for r in rangees) > 1 for f in fusions):
        return True
    # Without a merge, the first column alone: filled at its first row, then blank, or the same again, at most others.
    textes = [clean_ligne(get_cellule(r, colonne).texte) for r in rangees]
    if colonne != min(entete.textes) or not textes or not re.search(r"[^\W\d_]{3}", textes[0]):
        return False
    if all(textes) and role is None:
        textes = [texte if rang == 0 or texte != textes[rang - 1] else "" for rang, texte in enumerate(textes)]
    dites = [texte for texte in textes if texte]
    return len(set(dites)) == len(dites) and 1 < len(dites) <= len(textes) / 2


# --- A title that nobody knows, and that speaks of actions ------------------------------------------------------------
DIT_ACTION = re.compile(r"\b(?:actions?|fiches?|intitules?|projets?)\b")
# What else such a title may be about: « Date de l’action », « Partenaires du projet », « N° de fiche ».
DIT_AUTRE = re.compile(
    r"\b(?:dates?|no|numero|codes?|types?|nature|etat|suivi|bilan|nombre|nb|lieux?|themes?|objectifs?|publics?|couts?|"
    r"montants?|porteurs?|pilotes?|referents?|partenaires?|suite|avis|lien|total|valid\w*|commentaires?|calendrier)\b"
)


def find_titre_probable(textes: Mapping[int, str], roles: Mapping[int, Role]) -> int:
    """The only title of which nothing is known and that speaks of actions: « Projets structurants », « Action phare »;
    -1 when some column is known to name them, or when none or several may."""
    if any(role.champ == "titre" for role in roles.values()):
        return -1
    plis = {colonne: fold_mots(texte) for colonne, texte in textes.items() if colonne not in roles}
    found = [colonne for colonne, pli in plis.items() if DIT_ACTION.search(pli) and not DIT_AUTRE.search(pli)]
    return found[0] if len(found) == 1 else -1


# --- A column of actions that no word names ---------------------------------------------------------------------------
MIN_ACTIONS = 2


def find_phrases(grille: Grille, entete: Entete) -> int:
    """The first column whose cells say what will be done, each its own; -1 when none does."""
    # The corner of a table is often left without a title.
    colonnes: list[int] = [*range(min(entete.textes, default=0)), *sorted(entete.textes)]
    for colonne in colonnes:
        role = entete.roles.get(colonne)
        is_libre = role is None or role.champ in ("pilotes", "description", "objectifs", "communes")
        valeurs = _list_dites(grille, entete, colonne) if is_libre else []
        if _is_phrases(valeurs) and len(set(valeurs)) == len(valeurs) >= MIN_ACTIONS:
            return colonne
    return -1


def list_annees_d_actions(grille: Grille, entete: Entete) -> dict[int, int]:
    """« Objectif | 2025 | 2026 » over « Ouvrir un lieu | Agrandir le lieu »: each year says its own actions."""
    found = {
        colonne: role.annee
        for colonne, role in entete.roles.items()
        if role.annee is not None and role.champ in ("annee", "description") and not role.trimestre
    }
    found = {colonne: annee for colonne, annee in found.items() if _is_phrases(_list_dites(grille, entete, colonne))}
    return found if len(set(found.values())) == len(found) else {}


def _list_dites(grille: Grille, entete: Entete, colonne: int) -> list[str]:
    return [valeur for valeur in list_valeurs(grille, entete, colonne) if not is_absence(valeur)]


def _is_phrases(valeurs: list[str]) -> bool:
    actions = [valeur for valeur in valeurs if is_infinitif(valeur)]
    return bool(actions) and len(actions) * 3 >= len(valeurs) * 2
