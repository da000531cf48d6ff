"""A table that adds indicators or amounts to actions and levels said elsewhere. Pure Python."""

import re
from dataclasses import replace

from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import ActionLue, Grille
from convive.plan_action.lecteur_plans.table import Entete
from convive.plan_action.lecteur_plans.tableaux import LectureTable
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, parse_code, parse_titre
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role, get_cle


def read_complement(lecteur: Lecteur, grille: Grille, entete: Entete, fin: int, *, is_csv: bool) -> None:
    """A table that adds indicators or amounts to actions and levels said elsewhere, by their number or their title."""
    lecture = LectureTable(lecteur, grille, entete, [], is_csv=is_csv)
    cles = entete.list_colonnes(
        "numero", "numero_niveau", "niveau", "description", "objectifs", "objectif_general", "thematiques", "rappel"
    )
    annees = [colonne for colonne, texte in entete.textes.items() if get_cle(texte) == "annee"]
    for colonne in annees:
        entete.roles[colonne] = Role("ignore")
    courante: tuple[str | None, str] = (None, "")
    for rangee in grille.rangees[entete.fin + 1 : fin]:
        remplies = [(colonne, cellule) for colonne, cellule in enumerate(rangee.cellules) if cellule]
        if not remplies or lecture._is_entete_repete(rangee) or lecture._is_total(remplies):
            continue
        numero, titre = None, ""
        for colonne in cles:
            texte = clean_ligne(lecture._get(rangee, colonne).texte)
            if not texte:
                continue
            lu = parse_titre(texte)
            numero = (
                numero
                or lu.numero
                or (parse_code(texte) if entete.roles[colonne].champ in ("numero", "numero_niveau") else None)
            )
            titre = titre or lu.titre or texte
        if numero or titre:
            courante = (numero, titre)
        numero, titre = courante
        action, noeud = lecteur.find_action(numero, titre), lecteur.find_noeud(numero, titre)
        if action is not None:
            debut = len(action.budget)
            lecture._put(action, rangee, is_suite=True)
            _put_annee(action, debut, [clean_ligne(lecture._get(rangee, colonne).texte) for colonne in annees])
        elif noeud is not None:
            lecteur.add_indicateur_noeud(noeud, lecture._read_indicateurs(rangee))
        else:
            lecture.warn(
                "rattachement_introuvable",
                f"«\u00a0{(numero or titre)[:60]}\u00a0» n’est ni une action ni un niveau du plan.",
                rangee.numero,
            )


def _put_annee(action: ActionLue, debut: int, textes: list[str]) -> None:
    """« Année | Dépense | Recette »: the year of the amounts of this row."""
    annee = next((int(texte) for texte in textes if re.fullmatch(r"(?:19|20)\d\d", texte)), None)
    if annee is not None:
        action.budget[debut:] = [replace(montant, annee=montant.annee or annee) for montant in action.budget[debut:]]
