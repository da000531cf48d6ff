"""Headings of a text that uses no style of heading: bold, capitals, a larger letter, a number. Pure Python."""

import re
from collections import Counter
from dataclasses import replace

from convive.plan_action.lecteur_plans.entetes import find_entetes
from convive.plan_action.lecteur_plans.fiches import get_etiquette, split_etiquette
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Bloc, Grille, Paragraphe
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold, fold_mots, get_profondeur, parse_titre

MAX_TITRE = 140

# Headings that name the whole plan, not a level of it.
PLAN_ENTIER = re.compile(
    r"(?:objet ?:? )?(?:(?:le|la|les|notre|nos|l') ?)?"
    r"(?:plan|programme|tableau|liste|fiches?|feuille de route|suivi|synthese"
    r"|recapitulatif|declinaison|presentation|vue d'ensemble)s?"
    r"(?: de suivi| operationnel\w*| detaill\w*| global\w*| pluriannuel\w*)*(?: (?:du|de la|des|de l'|d'))? ?"
    r"(?:plan )?(?:d')?actions?(?: \w+){0,6}|(?:la )?convention territoriale globale.*|(?:la )?ctg\b.*|fiches? projets?"
    r"|(?:tableau )?recapitulatif\b.*|sommaire|synthese\b.*"
    r"|deliberation\b.*|extrait du registre\b.*|proces verbal\b.*|compte rendu\b.*"
    r"|table des matieres|vue d'ensemble\b.*|annexes?\b.*"
)

type Allure = tuple[str, int, bool, bool]


def guess_titres(lecteur: Lecteur, blocs: list[Bloc]) -> list[Bloc]:
    """The same blocks, their headings told by their look, when no style tells one. What looks alike is of one rank, and
    a higher rank comes first in the text."""
    if any(isinstance(bloc, Paragraphe) and bloc.titre for bloc in blocs):
        return blocs
    allures = [_get_allure(lecteur, bloc) if isinstance(bloc, Paragraphe) else None for bloc in blocs]
    comptes = Counter(allure for allure in allures if allure is not None)
    ordre = [allure for allure in dict.fromkeys(allures) if allure is not None]
    # A look met once, above all the others or above levels that say their word, is the title of the document.
    if ordre and comptes[ordre[0]] == 1 and ordre[0][0] != "numero" and allures.index(ordre[0]) < 3:
        rang = allures.index(ordre[0])
        if len(ordre) > 1 or _has_niveaux(lecteur, blocs[rang + 1 :]) or _is_document(blocs[rang]):
            ordre = ordre[1:]
    # Of two looks, the larger letter is above, and capitals are above small letters.
    formes = sorted((a for a in ordre if a[0] == "forme"), key=lambda a: (-a[1], not a[3], ordre.index(a)))
    suivantes = iter(formes)
    ordre = [next(suivantes) if allure[0] == "forme" else allure for allure in ordre]
    rangs = {allure: rang for rang, allure in enumerate(ordre, 1)}
    if not rangs or len(rangs) > 5:
        return blocs
    guessed: list[Bloc] = []
    for bloc, allure in zip(blocs, allures, strict=True):
        if isinstance(bloc, Paragraphe) and allure is not None and allure in rangs:
            guessed.append(replace(bloc, titre=rangs[allure]))
        else:
            guessed.append(bloc)
    return guessed


# What a title of document speaks of, and no level.
DOCUMENT = re.compile(r"\b(?:ctg|convention territoriale|plan d'actions?|programme d'actions?|feuille de route)\b")


def _is_document(bloc: Bloc) -> bool:
    return isinstance(bloc, Paragraphe) and DOCUMENT.search(fold(bloc.texte)) is not None


def _has_niveaux(lecteur: Lecteur, blocs: list[Bloc]) -> bool:
    """« Axe 1 – … » further in the text, or a column of levels in one of its tables."""
    for bloc in blocs:
        if isinstance(bloc, Grille):
            if any(entete.is_actions and entete.list_colonnes("niveau") for entete in find_entetes(bloc, lecteur)):
                return True
        elif (lu := parse_titre(bloc.texte)).is_niveau and lu.numero is not None and len(bloc.texte) <= MAX_TITRE:
            return True
    return False


def _get_allure(lecteur: Lecteur, bloc: Paragraphe) -> Allure | None:
    """What a heading looks like; nothing for a paragraph that is not one."""
    texte = clean_ligne(bloc.texte)
    if not texte or len(texte) > MAX_TITRE or bloc.is_liste or bloc.etiquette:
        return None
    lu = parse_titre(texte)
    if PLAN_ENTIER.fullmatch(fold_mots(texte)):
        return None
    if lu.is_niveau or lu.is_action:
        # Their word says what they are, whatever their look.
        return None
    if get_etiquette(lecteur, texte) is not None or split_etiquette(lecteur, texte) is not None:
        return None
    is_majuscule = texte.isupper() and len(re.findall(r"[^\W\d_]", texte)) > 3
    is_numerote = lu.numero is not None and not texte.endswith((".", ";", ","))
    if not (bloc.is_gras or is_majuscule or (is_numerote and get_profondeur(lu.numero) > 1)):
        return None
    if is_numerote:
        return "numero", get_profondeur(lu.numero), False, False
    return "forme", round(bloc.taille), bloc.is_gras, is_majuscule


# A text as short as « (suite) » says nothing of its own.
MAX_MOTS_HORS = 12


def say_hors(lecteur: Lecteur, textes: list[str]) -> None:
    """The texts that stand under no action, once for all: an introduction is no action, and yet someone may look for
    one of its words."""
    hors = [texte for texte in textes if len(texte) > MAX_MOTS_HORS and not PLAN_ENTIER.fullmatch(fold_mots(texte))]
    if not hors or not lecteur.plan.actions:
        return
    debuts = " ; ".join(f"«\u00a0{texte[:40]}{'…' if len(texte) > 40 else ''}\u00a0»" for texte in hors[:3])
    combien = f"{len(hors)} paragraphes ne sont" if len(hors) > 1 else "Un paragraphe n’est"
    suite = "…" if len(hors) > 3 else ""
    lecteur.warn("texte_hors_action", f"{combien} sous aucune action, et pas repris\u00a0: {debuts}{suite}.", {})
