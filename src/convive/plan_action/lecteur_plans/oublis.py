"""What a table of fiches holds and that none of its fiches took is said: nothing is lost in silence. Pure Python."""

import re
from collections.abc import Iterator

from convive.plan_action.lecteur_plans.fiches import Fiche, get_etiquette
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.marges import cut
from convive.plan_action.lecteur_plans.modele import Cellule, Grille
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, is_absence, parse_titre

TOTAUX = ("total", "sous total")
BANDEAU = re.compile(r"fiches? ?(?:actions?|projets?)?|actions?|suite|fin|suite et fin|")


def say_oublis(lecteur: Lecteur, grille: Grille, fiches: list[Fiche]) -> None:
    repris = " | ".join(fold_mots(texte) for fiche in fiches for texte in _iter_repris(fiche))
    for rangee in grille.rangees:
        oublis = [
            ligne
            for cellule in rangee.cellules
            for ligne in cellule.texte.split("\n")
            if not _is_repris(lecteur, ligne, repris)
        ]
        if oublis:
            lieu = {"feuille": grille.nom, "tableau": grille.tableau}
            phrase = f"«\u00a0{cut(' | '.join(oublis))}\u00a0» n’est pas repris."
            lecteur.warn("ligne_ignoree", phrase, {**lieu, "ligne": 0 if grille.tableau else rangee.numero})


def _iter_repris(fiche: Fiche) -> Iterator[str]:
    if not (fiche.is_devinee and fiche.has("titre")):
        yield f"{fiche.numero or ''} {fiche.titre}"
    for entree in fiche.entrees:
        yield entree.etiquette
        yield from _iter_textes(entree.cellule)


def _iter_textes(cellule: Cellule) -> Iterator[str]:
    yield cellule.texte
    for grille in cellule.grilles:
        for rangee in grille.rangees:
            for autre in rangee.cellules:
                yield from _iter_textes(autre)


def _is_repris(lecteur: Lecteur, ligne: str, repris: str) -> bool:
    """Labels, totals and what says nothing are not words that one loses."""
    texte = clean_ligne(ligne)
    mots = fold_mots(texte)
    if not any(lettre.isalpha() for lettre in texte) or is_absence(texte) or mots.startswith(TOTAUX):
        return True
    if mots in repris or get_etiquette(lecteur, texte) is not None:
        return True
    lu = parse_titre(texte)
    if BANDEAU.fullmatch(mots) or (lu.numero is not None and BANDEAU.fullmatch(fold_mots(lu.titre))):
        # « Fiche action n° 3 »: the number of a fiche, which it bears.
        return True
    if lu.titre and fold_mots(lu.titre) in repris:
        return True
    etiquette, _, valeur = texte.partition(":")
    return bool(valeur) and fold_mots(etiquette) in repris and fold_mots(valeur) in repris
