"""Workbooks that are not lists: actions as columns, the answers to a form."""

from datetime import datetime, timedelta

from tests.plan_action.lecteur_plans.plans_a_part.classeurs_mairie import GRAS, GRIS, merge_down, open_feuille, put
from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, en_mots, first, montants, to_bytes
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, rangee, tape


def x29_en_colonnes(attendu: Attendu) -> bytes:
    """Labels go down the first column; each other column is an action, its axis is merged above."""
    classeur, feuille = open_feuille("Tableau")
    feuille["A1"] = "Centre social Le Fil (inventé) - nos actions dans la CTG"
    champs = {
        "Axe": "axes", "Action": "titre", "Pilote": "pilotes", "Partenaires": "partenaires", "Début": "debut",
        "Fin": "fin", "Statut": "statut", "Coût": "cout", "Indicateur": "indicateurs",
    }  # fmt: skip
    for ligne, (etiquette, champ) in enumerate(champs.items(), 3):
        titre = feuille.cell(ligne, 1, etiquette)
        titre.font, titre.fill = GRAS, GRIS
        for colonne, action in enumerate(attendu.actions, 2):
            valeur = montants(action)[0][2] if champ == "cout" else tape(action, champ, jour=en_mots)
            if champ != "axes" or feuille.cell(ligne, colonne - 1).value != valeur:
                feuille.cell(ligne, colonne, valeur)
    feuille.merge_cells("B3:C3")
    feuille.merge_cells("D3:E3")
    return to_bytes(classeur.save)


def x30_formulaire(attendu: Attendu) -> bytes:
    """A stamp and an address that are invented, then a question at the head of each column."""
    classeur, feuille = open_feuille("Réponses au formulaire 1")
    questions = [
        "Horodateur",
        "Votre adresse électronique",
        "Quelle est votre structure ?",
        "À quelle thématique de la CTG votre action se rattache-t-elle ?",
        "Quel est l'intitulé de votre action ?",
        "Décrivez-la en quelques mots",
        "Qui pilote cette action ?",
        "Avec quels partenaires ?",
        "Date de début",
        "Date de fin",
        "Où en est-elle ?",
        "Quel est son coût estimé (en euros) ?",
    ]
    put(feuille, 1, questions, True)
    champs = ("porteurs", "axes", "titre", "description", "pilotes", "partenaires", "debut", "fin", "statut")
    mots = {"a_preparer": "Pas encore commencée", "en_cours": "En cours", "realisee": "Terminée"}
    mots |= {"abandonnee": "Abandonnée"}
    for rang, action in enumerate(attendu.actions):
        heure = datetime(2025, 4, 2, 9, 12) + timedelta(hours=5 * rang)
        prenom, nom = action["pilotes"][0].lower().split(" ")
        argent = montants(action)[0][2] if montants(action) else tape(action, "cout")
        put(feuille, rang + 2, [heure, f"{prenom}.{nom}@exemple.test", *rangee(action, champs, mots=mots), argent])
    return to_bytes(classeur.save)


CONSTATS = {
    "Diversifier l'accueil": "Une place pour trois enfants.",
    "Attirer vers les métiers": "Douze postes vacants.",
    "Prévenir les ruptures": "Huit pour cent de décrocheurs.",
    "Rendre les droits accessibles": "Un habitant sur cinq renonce à un droit.",
}


def x31_constats(attendu: Attendu) -> bytes:
    """A theme, what was found and an objective go down their lines; how to do it has a column of its own."""
    classeur, feuille = open_feuille("Plan d'action CTG")
    feuille["A1"] = "Modèle de plan d'action - CTG du Pays de Serquière (territoire inventé)"
    titres = ["Thématique", "Constats", "Objectifs", "Actions à mener", "Modalités de mise en œuvre", "Pilote(s)"]
    put(feuille, 3, [*titres, "Partenaires", "Échéance", "Indicateurs"], True)
    champs = ("titre", "description", "pilotes", "partenaires", "fin", "indicateurs")
    ligne = 4
    for _, objectif, actions in nomme(attendu, 1):
        debut = ligne
        for action in actions:
            haut = ["Thématique : " + first(action["axes"][0]).lower(), CONSTATS[objectif], objectif]
            put(feuille, ligne, [*(haut if ligne == debut else [""] * 3), *rangee(action, champs, sep="\n")])
            ligne += 1
        for colonne in (2, 3):
            merge_down(feuille, colonne, debut, ligne - 1)
    debut = 4
    for _, _, actions in nomme(attendu):
        for rang in range(debut + 1, debut + len(actions)):
            feuille.cell(rang, 1).value = None
        merge_down(feuille, 1, debut, debut + len(actions) - 1)
        debut += len(actions)
    return to_bytes(classeur.save)
