"""The table of contents of a text: its lines repeat titles with their page, and say nothing more. Pure Python."""

import re

from convive.plan_action.lecteur_plans.modele import Bloc, Paragraphe
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots

# « Axe 1 – Petite enfance ......... 3 », with a tab, points or a line before its page.
AVEC_CONDUITE = re.compile(
    r".*\S\s*(?:\t|\.{3,}|…+|(?:\.\s){3,}|_{3,}|·{3,})[\s.…_·]*(?:p\.?|page)?\s*\d{1,3}\s*", re.DOTALL
)
AVEC_PAGE = re.compile(r".*\D\s(?:p\.?\s?|page\s)?\d{1,3}")
SOMMAIRE = re.compile(r"(?:sommaire|table des matieres|table des fiches|plan du document)")


def drop_sommaire(blocs: list[Bloc]) -> list[Bloc]:
    gardes: list[Bloc] = []
    is_dedans = False
    for bloc in blocs:
        if not isinstance(bloc, Paragraphe):
            is_dedans = False
            gardes.append(bloc)
            continue
        texte = clean_ligne(bloc.texte)
        if AVEC_CONDUITE.fullmatch(bloc.texte):
            continue
        if SOMMAIRE.fullmatch(fold_mots(texte)):
            is_dedans = True
            continue
        # Without a leader, the lines under « Sommaire » that end with a page.
        is_dedans = is_dedans and AVEC_PAGE.fullmatch(texte) is not None
        if not is_dedans:
            gardes.append(bloc)
    return gardes
