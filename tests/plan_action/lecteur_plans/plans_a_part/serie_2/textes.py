"""CSV files: an export with euros and cents, one whose statuses are letters, one with tabs and several lines a cell."""

from typing import Any

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, en_mots, montants
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, rangee, tape
from tests.plan_action.lecteur_plans.plans_a_part.textes_csv import build_csv


def _centimes(montant: float) -> str:
    return f"{montant:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",") + " €"


def c21_plateforme(attendu: Attendu) -> bytes:
    """Thousands are parted by a space that does not break; two pilots by a bar, communes by a comma."""
    entete = ["Référence", "Thématique", "Nom de l'action", "Pilotage", "Partenaires", "Communes", "Date de début"]
    lignes: list[list[Any]] = [[*entete, "Date de fin", "Statut", "Montant prévisionnel"]]
    for action in attendu.actions:
        textes = rangee(action, ("numero", "axes", "titre"))
        pilotes = tape(action, "pilotes", sep=" / ")
        jours = rangee(action, ("partenaires", "communes", "debut", "fin", "statut"))
        argent = _centimes(montants(action)[0][2]) if montants(action) else tape(action, "cout")
        lignes.append([*textes, pilotes, *jours, argent])
    return build_csv(lignes, ";").encode("cp1252")


def c22_codes(attendu: Attendu) -> bytes:
    """A theme stands alone on its line; a letter is a status, and the last line says which."""
    mots = {"realisee": "F", "en_cours": "C", "a_preparer": "L", "abandonnee": "A"}
    lignes: list[list[Any]] = [["Actions", "Pilote", "Échéance", "Statut"]]
    for _, axe, actions in nomme(attendu):
        lignes.append([f"Thématique : {axe.lower()}", "", "", ""])
        lignes += [rangee(action, ("titre", "pilotes", "fin", "statut"), mots=mots) for action in actions]
    lignes += [["", "", "", ""], ["F = fait, C = en cours, L = à lancer, A = abandonnée", "", "", ""]]
    return build_csv(lignes, ";").encode("cp1252")


def c23_tabulations(attendu: Attendu) -> bytes:
    """« 2.1 Repérer… » holds number and title; months are written in letters."""
    entete = ["Orientation", "Fiche", "Description", "Porteur", "Pilote(s)", "Début", "Fin", "Statut", "Indicateur"]
    lignes: list[list[Any]] = [entete]
    for place, axe, actions in nomme(attendu):
        for action in actions:
            fiche = f"{action['numero']} {action['titre']}"
            textes = [tape(action, "description"), *rangee(action, ("porteurs", "pilotes"), sep=" et ")]
            jours = rangee(action, ("debut", "fin"), jour=en_mots)
            lignes.append(
                [f"Orientation {place + 1} – {axe}", fiche, *textes, *jours, *rangee(action, ("statut", "indicateurs"))]
            )
    return build_csv(lignes, "\t").encode()
