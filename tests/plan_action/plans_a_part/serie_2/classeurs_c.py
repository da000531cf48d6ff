"""Workbooks that are not lists: actions as columns, the answers to a form."""

from datetime import datetime, timedelta

from tests.plan_action.plans_a_part.classeurs_mairie import GRAS, GRIS, open_feuille, put
from tests.plan_action.plans_a_part.ecritures import Attendu, en_mots, montants, to_bytes
from tests.plan_action.plans_a_part.serie_2.commun import rangee, tape


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
