"""The amounts of a cell, and who pays them, put into an action. Pure Python."""

import re
from dataclasses import replace
from typing import Any

from convive.plan_action.lecteur_plans.modele import ActionLue, Avertir, Cellule, MontantLu
from convive.plan_action.lecteur_plans.valeurs.listes import parse_noms
from convive.plan_action.lecteur_plans.valeurs.montants import MontantsLus, is_annee_seule, parse_montants
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold, is_absence
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role


def put_montants(action: ActionLue, role: Role, cellule: Cellule, texte: str, avertir: Avertir) -> None:
    options: dict[str, Any] = {"annee": role.annee, "financeur": role.financeur, "sens": role.sens}
    if cellule.nombre is not None:
        if faux := get_faux_montant(cellule, role.multiple):
            avertir("montant_illisible", f"«\u00a0{texte}\u00a0» {faux}\u00a0: rien n’en est repris.", "")
            return
        action.budget.append(MontantLu(round(cellule.nombre * role.multiple, 2), **options))
        return
    if cellule.jour is not None:
        avertir("montant_illisible", f"«\u00a0{texte}\u00a0» est une date, pas un montant.", "")
        return
    lus = parse_montants(texte, multiple=role.multiple, **options)
    action.budget += lus.montants
    for doute in lus.doutes:
        avertir("montant_approximatif" if "approxim" in doute or "par an" in doute else "montant_illisible", doute, "")


def get_faux_montant(cellule: Cellule, multiple: float) -> str:
    """Why the number of a cell is no amount in euros; nothing when it is one."""
    nombre = cellule.nombre or 0.0
    if nombre < 0:
        return "est négatif"
    if cellule.is_pourcent or (0 < nombre < 1 and multiple == 1):
        return "est une part, pas un montant"
    if multiple == 1 and not cellule.is_monnaie and is_annee_seule(clean_ligne(cellule.texte)):
        return "se lit comme une année"
    return ""


def put_financeurs(action: ActionLue, debut: int, texte: str, avertir: Avertir) -> None:
    """A column that names who pays, beside the amounts of the same row, those from `debut` on."""
    if is_absence(texte):
        return
    # « Maison des 3 rivières » is a name; « Caf : 5 000 », « MSA 2 k€ » say amounts.
    lus = parse_montants(texte) if re.search(r"\d[\d\s]{2,}|\d\s?(?:k|€|euro)", fold(texte)) else MontantsLus()
    if lus.montants:
        # « Caf : 5 000 € »: the column says amounts itself.
        action.budget += [replace(montant, sens="produit") for montant in lus.montants]
        return
    noms, _ = parse_noms(texte)
    lignes = [rang for rang in range(debut, len(action.budget)) if action.budget[rang].financeur is None]
    # Beside a cost and what is received, who pays is who gives.
    lignes = [rang for rang in lignes if action.budget[rang].sens == "produit"] or lignes
    if len(noms) == 1 and lignes:
        for rang in lignes:
            action.budget[rang] = replace(action.budget[rang], financeur=noms[0])
    elif noms:
        action.complements["financeurs"] = ", ".join(noms)
        motif = "la part de chacun n’est pas dite" if len(noms) > 1 else "aucun montant n’est écrit en face"
        avertir("financeur_sans_montant", f"«\u00a0{clean_ligne(texte)[:80]}\u00a0»\u00a0: {motif}.", "")
