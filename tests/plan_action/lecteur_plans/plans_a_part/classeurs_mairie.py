"""Workbooks of people who keep their own table: a secretary, a consultant, a chargée, the head of a centre social."""

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import (
    Action,
    Attendu,
    by_axe,
    dit,
    en_mots,
    montant,
    quand,
    to_bytes,
)

GRAS = Font(bold=True)
GRIS = PatternFill("solid", fgColor="DDE6F0")


def open_feuille(titre: str) -> tuple[Workbook, Worksheet]:
    classeur = Workbook()
    feuille = classeur.active
    assert isinstance(feuille, Worksheet)
    feuille.title = titre
    return classeur, feuille


def put(feuille: Worksheet, ligne: int, valeurs: list, gras: bool = False) -> None:
    for colonne, valeur in enumerate(valeurs, 1):
        cellule = feuille.cell(ligne, colonne, None if valeur == "" else valeur)
        if gras:
            cellule.font, cellule.fill = GRAS, GRIS
        cellule.alignment = Alignment(wrap_text=True, vertical="top")


def merge_down(feuille: Worksheet, colonne: int, debut: int, fin: int) -> None:
    if fin > debut:
        feuille.merge_cells(start_row=debut, end_row=fin, start_column=colonne, end_column=colonne)


def x01_secretaire(attendu: Attendu) -> bytes:
    """Titles in row 5, each axis merged downwards, words of the house, a count at the foot."""
    classeur, feuille = open_feuille("Suivi CTG")
    feuille["A1"] = "SUIVI DE LA CTG - commune de Saint-Aubrin (territoire inventé)"
    feuille["A2"] = "mis à jour le 12/11/2025 pour le conseil municipal"
    put(feuille, 5, ["N°", "Axe", "Action", "Qui s'en occupe", "Avec qui", "Pour quand", "Où on en est"], True)
    ligne = 6
    for axe, actions in by_axe(attendu.actions).items():
        debut = ligne
        for action in actions:
            mots = quand(action, "fin", en_mots)
            put(
                feuille,
                ligne,
                [
                    int(action["numero"]),
                    axe if ligne == debut else "",
                    dit(action, "titre"),
                    dit(action, "pilotes"),
                    dit(action, "partenaires", " + "),
                    mots,
                    dit(action, "statut"),
                ],
            )
            ligne += 1
        merge_down(feuille, 2, debut, ligne - 1)
    feuille["E10"].comment = Comment("Voir avec le maire : la CC ne paie plus que la moitié", "Josette V.")
    feuille.cell(ligne + 1, 1, "Nb actions faites")
    feuille.cell(ligne + 1, 7, 3)
    feuille.cell(ligne + 2, 1, "Total : 8 actions")
    return to_bytes(classeur.save)


def x02_consultant(attendu: Attendu) -> bytes:
    """Titles on two rows, merged across; amounts by year and funder with a total for each; a line TOTAL."""
    classeur, feuille = open_feuille("Synthèse des fiches")
    feuille["A1"] = "CTG 2024-2028 du Haut-Mirel (territoire inventé) - Programme d'actions"
    haut = ["Orientation", "Fiche-action", "", "Pilotage", "", "", "Calendrier", ""]
    haut += ["Budget prévisionnel 2025", "", "", "Budget prévisionnel 2026", "", "", "Indicateurs de suivi"]
    bas = ["", "N°", "Intitulé", "Structure porteuse", "Pilote", "Partenaires associés", "Début", "Fin"]
    bas += ["Coût total", "Caf", "EPCI"] * 2 + [""]
    put(feuille, 3, haut, True)
    put(feuille, 4, bas, True)
    for zone in ("B3:C3", "D3:F3", "G3:H3", "I3:K3", "L3:N3", "A3:A4", "O3:O4"):
        feuille.merge_cells(zone)
    ligne, sommes = 5, [0.0] * 6
    for axe, actions in by_axe(attendu.actions).items():
        debut = ligne
        for action in actions:
            argent = [montant(action, annee, qui) for annee in (2025, 2026) for qui in ("", "Caf", "EPCI")]
            sommes = [somme + (valeur or 0) for somme, valeur in zip(sommes, argent, strict=True)]
            put(
                feuille,
                ligne,
                [
                    axe if ligne == debut else "",
                    dit(action, "numero"),
                    dit(action, "titre"),
                    *(dit(action, champ) for champ in ("porteurs", "pilotes", "partenaires")),
                    quand(action, "debut"),
                    quand(action, "fin"),
                    *(valeur if valeur is not None else "" for valeur in argent),
                    dit(action, "indicateurs", "\n"),
                ],
            )
            for colonne in range(9, 15):
                feuille.cell(ligne, colonne).number_format = "# ##0 €"
            ligne += 1
        merge_down(feuille, 1, debut, ligne - 1)
    put(feuille, ligne, ["TOTAL", *[""] * 7, *sommes], True)
    feuille.cell(ligne + 2, 1, "Document de travail - Cabinet Arpent & Cie (inventé)")
    return to_bytes(classeur.save)


TITRES_AXES = {
    "Petite enfance et SPPE": "Axe 1 - Petite enfance et SPPE",
    "Enfance et jeunesse": "Axe 2 - Enfance et jeunesse",
    "Parentalité": "Axe 3 - Parentalité",
    "Accès aux droits et numérique": "Axe 4 - Accès aux droits et numérique",
}


def x03_par_feuille(attendu: Attendu) -> bytes:
    """One sheet by axis, a user's guide, a summary of counts, last year's version in a hidden sheet."""
    classeur, feuille = open_feuille("Mode d'emploi")
    for rang, mot in enumerate(["Ce classeur suit les actions de la CTG.", "Ne pas supprimer de lignes !", ""], 1):
        feuille.cell(rang, 1, mot)
    entete = ["Code", "Intitulé de l'action", "Structure responsable", "Référent technique", "Public visé"]
    entete += ["Date de démarrage", "Date de fin", "Avancement"]
    for axe, actions in by_axe(attendu.actions).items():
        feuille = classeur.create_sheet(TITRES_AXES[axe].replace("Axe ", "A").split(" et ")[0][:31])
        feuille["A1"] = TITRES_AXES[axe]
        put(feuille, 3, entete, True)
        for ligne, action in enumerate(actions, 4):
            put(feuille, ligne, _ligne_x03(action))
        if axe == "Enfance et jeunesse":
            feuille.row_dimensions[7].hidden = True
    synthese = classeur.create_sheet("Synthèse")
    put(synthese, 1, ["Axe", "Nombre d'actions", "dont terminées", "% réalisé"], True)
    for ligne, (axe, actions) in enumerate(by_axe(attendu.actions).items(), 2):
        faites = sum(action.get("statut") == "realisee" for action in actions)
        put(synthese, ligne, [TITRES_AXES[axe], len(actions), faites, faites / len(actions)])
    ancienne = classeur.create_sheet("Version 2023")
    put(ancienne, 3, entete, True)
    put(ancienne, 4, ["1.1", "Étudier les besoins d'accueil", "CC du Pays d'Oursine", "Aurélie Montcharat"])
    put(ancienne, 5, ["1.2", "Créer un portail des familles", "CC du Pays d'Oursine", "Aurélie Montcharat"])
    ancienne.sheet_state = "hidden"
    return to_bytes(classeur.save)


def _ligne_x03(action: Action) -> list:
    mots = [dit(action, champ) for champ in ("numero", "titre", "porteurs", "pilotes", "publics")]
    return [*mots, quand(action, "debut"), quand(action, "fin"), dit(action, "statut")]


def x04_annees(attendu: Attendu) -> bytes:
    """A line by objective; for each year an action and its cost; a total by year whose sum is wrong in 2026."""
    classeur, feuille = open_feuille("Programmation")
    feuille["A1"] = "Centre social L'Escale de Cornelles (inventé) : ce que nous faisons dans la CTG"
    put(feuille, 3, ["Objectif", "2025", "", "2026", "", "2027", ""], True)
    put(feuille, 4, ["", "Action", "Coût", "Action", "Coût", "Action", "Coût"], True)
    for zone in ("A3:A4", "B3:C3", "D3:E3", "F3:G3"):
        feuille.merge_cells(zone)
    for ligne, (axe, actions) in enumerate(by_axe(attendu.actions).items(), 5):
        put(feuille, ligne, [axe])
        for action in actions:
            annee = int(action["debut"])
            colonne = 2 + 2 * (annee - 2025)
            feuille.cell(ligne, colonne, action["titre"])
            feuille.cell(ligne, colonne + 1, montant(action, annee) or "NC")
    put(feuille, 10, ["Total par an", "", 17400, "", 350600, "", 126500], True)
    return to_bytes(classeur.save)
