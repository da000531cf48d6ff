"""The legend of a file: « F = fait, C = en cours », by which the letters of its statuses are read. Pure Python."""

import re
from collections.abc import Iterator
from dataclasses import replace

from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Document, Grille, Paragraphe, Rangee
from convive.plan_action.lecteur_plans.valeurs.statuts import PAR_MOT, parse_statut
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots
from convive.plan_action.rules.statuts import Statut

# Between a code and its words, and what stands before a code.
PAIRE = re.compile(r"(?:^|[,;/|(\n–—-]|\bet\b|:)\s*(?P<code>[^\W_]{1,3})\s*(?:=|:)\s*(?P<mots>[^=:,;/|()\n]{2,40})")
MIN_PAIRES = 2


def read_legende(lecteur: Lecteur, document: Document) -> None:
    """Two codes at least, each a status; what a person said of one holds against it."""
    found: dict[str, tuple[str, str]] = {}
    for paires in _iter_paires(document):
        lues = {code: lu.valeur for code, mots in paires if (lu := parse_statut(mots)).valeur and not lu.doute}
        if len(lues) >= MIN_PAIRES:
            for code, valeur in lues.items():
                found.setdefault(fold_mots(code), (code, valeur))
    found = {cle: dit for cle, dit in found.items() if cle and cle not in PAR_MOT}
    if len(found) < MIN_PAIRES:
        return
    statuts = {cle: valeur for cle, (_, valeur) in found.items()}
    lecteur.legende = frozenset(found)
    lecteur.corrections = replace(lecteur.corrections, statuts={**statuts, **lecteur.corrections.statuts})
    dits = ", ".join(f"{code} = {Statut(valeur).libelle.lower()}" for code, valeur in found.values())
    lecteur.warn("legende_suivie", f"Les statuts sont lus par la légende du fichier\u00a0: {dits}.", {})


def _iter_paires(document: Document) -> Iterator[list[tuple[str, str]]]:
    """Those of one text, then those that rows of two cells say, « F | fait »."""
    for bloc in [*document.grilles, *document.blocs]:
        if isinstance(bloc, Paragraphe):
            yield _find_paires(bloc.texte)
            continue
        for rangee in bloc.rangees:
            for cellule in rangee.cellules:
                if "=" in cellule.texte or ":" in cellule.texte:
                    yield _find_paires(cellule.texte)
        yield _list_rangees(bloc)


def _find_paires(texte: str) -> list[tuple[str, str]]:
    return [(found["code"], found["mots"].strip(" .")) for found in PAIRE.finditer(texte)]


def _list_rangees(grille: Grille) -> list[tuple[str, str]]:
    return [paire for rangee in grille.rangees if (paire := find_paire(rangee)) is not None]


def find_paire(rangee: Rangee) -> tuple[str, str] | None:
    """« F | fait », alone on its row."""
    textes = [clean_ligne(cellule.texte) for cellule in rangee.cellules if cellule]
    if len(textes) != 2 or len(textes[0]) > 3 or not textes[0].isalpha() or fold_mots(textes[1]) not in PAR_MOT:
        return None
    return textes[0], textes[1]
