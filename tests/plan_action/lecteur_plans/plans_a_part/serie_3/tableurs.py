"""Spreadsheets of LibreOffice and CSV files: a small mairie, who pays, true days, an export of a tool."""

import csv
from datetime import date
from typing import Any

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, en_mots, euros, montant, montants, to_bytes
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import rangee, tape
from tests.plan_action.lecteur_plans.plans_a_part.serie_3.commun import DITS, axes, somme, suites, une_ligne
from tests.plan_action.lecteur_plans.plans_a_part.tableurs_libres import add_feuille, merge_down, open_classeur
from tests.plan_action.lecteur_plans.plans_a_part.textes_csv import build_csv


def o41_petite_mairie(attendu: Attendu) -> bytes:
    """One table, one title, « Fait ? » in yes and no."""
    mots = {"realisee": "Oui", "en_cours": "En cours", "a_preparer": "Non"}
    lignes: list[list[Any]] = [["Mairie de Saint-Loup-d'Escorre (inventée) – nos projets dans la CTG"], []]
    lignes.append(["Thème", "Projet", "Responsable", "Partenaires", "Date prévue", "Fait ?"])
    for action in attendu.actions:
        textes = rangee(action, ("titre", "pilotes", "partenaires"))
        lignes.append([*axes(action), *textes, int(action["fin"]), tape(action, "statut", mots)])
    document = open_classeur()
    add_feuille(document, "Feuille1", lignes)
    return to_bytes(document.save)


FINANCEURS = ("Caf", "SIVOM", "Département")


def o42_financements(attendu: Attendu) -> bytes:
    """Who pays is under one title; the cost of each project and the sum of each column are there too."""
    lignes: list[list[Any]] = [["SIVOM du Haut-Thouan (inventé) – plan de financement de la CTG"], []]
    haut = ["Axe", "Projet", "Structure porteuse", "Calendrier", "Coût total (€)"]
    lignes += [[*haut, "Financements prévus (€)", "", ""], ["", "", "", "", "", *FINANCEURS]]
    for action in attendu.actions:
        parts = [montant(action, None, qui) or "" for qui in FINANCEURS]
        lignes.append([*axes(action), *une_ligne(action, "titre", "porteurs", "periode"), somme(action), *parts])
    sommes = [sum(montant(action, None, qui) or 0 for action in attendu.actions) for qui in FINANCEURS]
    lignes.append(["Total", "", "", "", sum(sommes), *sommes])
    document = open_classeur()
    feuille = add_feuille(document, "Financement", lignes)
    feuille.set_span((5, 2, 7, 2))
    for colonne in range(5):
        merge_down(feuille, colonne, 3, 4)
    return to_bytes(document.save)


def o43_tableau_de_bord(attendu: Attendu) -> bytes:
    """Days are true days, but for the one that was typed and does not exist."""
    lignes: list[list[Any]] = [["Axe", "Action", "Structure porteuse", "Référent", "Début", "Fin", "Avancement"]]
    for action in attendu.actions:
        jours = [
            date.fromisoformat(action[borne]) if borne in action else tape(action, borne) for borne in ("debut", "fin")
        ]
        textes = rangee(action, ("titre", "porteurs", "pilotes"))
        lignes.append([*axes(action), *textes, *jours, tape(action, "statut", DITS)])
    document = open_classeur()
    add_feuille(document, "Tableau de bord", lignes)
    return to_bytes(document.save)


def o44_ccas_livrables(attendu: Attendu) -> bytes:
    """Orientations go down their lines; each action has something to hand over."""
    lignes: list[list[Any]] = [["CCAS de Vaubersin (inventé) – contribution à la CTG"]]
    lignes.append(["Orientation", "Fiche action", "Pilote", "Public", "Territoire", "Livrables", "Échéance"])
    fusions = []
    for axe, actions in suites(attendu):
        fusions.append((len(lignes) + 1, len(lignes) + len(actions)))
        for place, action in enumerate(actions):
            valeurs = rangee(action, ("titre", "pilotes", "publics", "communes", "livrable", "fin"), jour=en_mots)
            lignes.append(["" if place else axe, *valeurs])
    document = open_classeur()
    feuille = add_feuille(document, "CTG", lignes)
    for debut, fin in fusions:
        merge_down(feuille, 0, debut, fin)
    return to_bytes(document.save)


def c41_outil_projet(attendu: Attendu) -> bytes:
    """What a tool of projects exports: a number by record, a category, ISO days."""
    lignes: list[list[Any]] = [["#", "Catégorie", "Sujet", "Statut", "Priorité", "Assigné à", "Début", "Échéance"]]
    lignes[0] += ["% réalisé", "Description"]
    mots = DITS | {"a_preparer": "À faire"}
    for action in attendu.actions:
        textes = [tape(action, "numero"), *axes(action), tape(action, "titre"), tape(action, "statut", mots)]
        jours = [action["debut"], action["fin"]]
        fin = rangee(action, ("part", "description"))
        lignes.append([*textes, *rangee(action, ("priorite", "pilotes")), *jours, *fin])
    return "\ufeff".encode() + build_csv(lignes, ",", csv.QUOTE_ALL).encode()


def c42_points_virgules(attendu: Attendu) -> bytes:
    """A spreadsheet that was saved as CSV: amounts keep their sign."""
    lignes: list[list[Any]] = [["Axe", "Objectif", "Action", "Structure porteuse", "Pilote", "Échéance"]]
    lignes[0].append("Coût prévisionnel")
    for action in attendu.actions:
        argent = euros(somme(action)).replace("\u202f", "\xa0")
        lignes.append([*axes(action), *rangee(action, ("titre", "porteurs", "pilotes", "fin")), argent])
    return build_csv(lignes, ";").encode("cp1252")


def c43_lignes_de_titre(attendu: Attendu) -> bytes:
    """Two lines of title, an empty one, and a total."""
    lignes: list[list[Any]] = [["CIAS du Val de Guéradel-Haut (inventé)", *[""] * 5]]
    lignes += [["Tableau des actions CTG - mise à jour juin 2025", *[""] * 5], [""] * 6]
    lignes.append(["Thématique", "Action", "Pilote", "Échéance", "État", "Budget"])
    for action in attendu.actions:
        argent = f"{montants(action)[0][2]:.0f}"
        lignes.append([*axes(action), *rangee(action, ("titre", "pilotes", "fin", "statut"), mots=DITS), argent])
    total = sum(somme(action) for action in attendu.actions)
    lignes.append(["TOTAL", "", "", "", "", f"{total:.0f}"])
    return build_csv(lignes, ";").encode()
