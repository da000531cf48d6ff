"""The title of a text is not a level of its plan. Pure Python."""

from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.marges import cut


def drop_titre(lecteur: Lecteur) -> None:
    """A heading above all the others and all the actions, without a number or a word of level, tells none apart."""
    plan = lecteur.plan
    racines = [noeud for noeud in plan.arbre if noeud.parent is None]
    if len(racines) != 1 or any(action.noeud is None for action in plan.actions):
        return
    (racine,) = racines
    if racine.sorte or racine.numero is not None or any(noeud is racine for noeud, _ in plan.indicateurs_noeuds):
        return
    plan.arbre.remove(racine)
    for noeud in plan.arbre:
        noeud.parent = None if noeud.parent is racine else noeud.parent
    for action in plan.actions:
        action.noeud = None if action.noeud is racine else action.noeud
    phrase = f"«\u00a0{cut(racine.titre)}\u00a0» est au-dessus de toutes les actions\u00a0: c’est lu comme un titre."
    lecteur.warn("ligne_ignoree", phrase, racine.source)
