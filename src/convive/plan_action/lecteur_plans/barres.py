"""An action struck through from end to end is read all the same, and said: a person keeps it or takes it away. Pure
Python."""

from dataclasses import replace
from typing import Any

from convive.plan_action.lecteur_plans.fiches import get_etiquette
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.marges import cut, say_barre
from convive.plan_action.lecteur_plans.modele import Cellule, Grille, Rangee
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne


def restore_rangee(lecteur: Lecteur, grille: Grille, rangee: Rangee, titre: int, lieu: dict[str, Any]) -> Rangee:
    """The row itself; with its struck words when its title holds nothing else."""
    if not 0 <= titre < len(rangee.cellules) or rangee.cellules[titre] or not rangee.cellules[titre].barre:
        return rangee
    _say(lecteur, [rangee], rangee.cellules[titre].barre, lieu)
    rendues = {(rangee.numero, colonne) for colonne, cellule in enumerate(rangee.cellules) if cellule.barre}
    grille.barres = [barre for barre in grille.barres if barre[:2] not in rendues]
    return Rangee(rangee.numero, [_restore(cellule) for cellule in rangee.cellules], rangee.is_masquee)


def restore_fiche(lecteur: Lecteur, grille: Grille) -> None:
    """Give back its struck words to the table of a fiche whose title is struck, or of which nothing else is left."""
    titre = next((barre for rangee in grille.rangees if (barre := _get_titre_barre(lecteur, rangee))), "")
    if not titre and not any(any(rangee.cellules) for rangee in grille.rangees):
        titre = next((cellule.barre for r in grille.rangees for cellule in r.cellules if cellule.barre), "")
    if not titre:
        return
    _say(lecteur, grille.rangees, titre, {"tableau": grille.tableau})
    for rangee in grille.rangees:
        rangee.cellules = [_restore(cellule) for cellule in rangee.cellules]


def _get_titre_barre(lecteur: Lecteur, rangee: Rangee) -> str:
    """« Intitulé de l’action | ~~Ouvrir un lieu~~ »."""
    pleines = [cellule for cellule in rangee.cellules if cellule or cellule.barre]
    if len(pleines) < 2 or pleines[1]:
        return ""
    role = get_etiquette(lecteur, pleines[0].texte or pleines[0].barre)
    return pleines[1].barre if role is not None and role.champ == "titre" else ""


def _restore(cellule: Cellule) -> Cellule:
    return cellule if cellule else replace(cellule, texte=cellule.barre, barre="")


def _say(lecteur: Lecteur, rangees: list[Rangee], titre: str, lieu: dict[str, Any]) -> None:
    """One remark for the action, in the place of those that say each of its words unread."""
    dits = {
        say_barre(clean_ligne(ligne))
        for rangee in rangees
        for cellule in rangee.cellules
        if not cellule
        for ligne in cellule.barre.split("\n")
    }
    avertissements = lecteur.plan.avertissements
    avertissements[:] = [
        avertissement
        for avertissement in avertissements
        if avertissement.code != "texte_barre"
        or avertissement.message not in dits
        or avertissement.lieu.get("tableau") != lieu.get("tableau")
    ]
    court = cut(titre)
    phrase = f"«\u00a0{court}\u00a0», barrée d’un bout à l’autre, est lue quand même\u00a0: à garder ou à retirer."
    lecteur.warn("action_barree", phrase, {**lieu, "titre": clean_ligne(titre)})
