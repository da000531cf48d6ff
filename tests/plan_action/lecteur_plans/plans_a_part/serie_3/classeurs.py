"""Workbooks: lists that repeat their axis, a consultant's, a follow-up, a sheet by theme, costs, fiches, questions."""

from datetime import date
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.plan_action.lecteur_plans.plans_a_part.classeurs_mairie import GRAS, merge_down, open_feuille, put
from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, en_mots, montant, to_bytes
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, rangee, tape
from tests.plan_action.lecteur_plans.plans_a_part.serie_3.commun import DITS, axes, cout, somme, suites, une_ligne

BLEU = PatternFill("solid", fgColor="BDD7EE")


def _elargit(feuille: Worksheet, *largeurs: int) -> None:
    for colonne, largeur in enumerate(largeurs, 1):
        feuille.column_dimensions[get_column_letter(colonne)].width = largeur
    feuille.page_setup.orientation = "landscape"
    feuille.page_setup.fitToWidth, feuille.page_setup.fitToHeight = 1, 0
    feuille.sheet_properties.pageSetUpPr.fitToPage = True


def _jour(action: Any, champ: str) -> Any:
    """A real day, or what was typed."""
    ecrit = champ in action.get("ecrit", {})
    return date.fromisoformat(action[champ]) if champ in action and not ecrit else tape(action, champ)


def x41_cc_rurale(attendu: Attendu) -> bytes:
    """Every line says its axis and its objective; years are numbers."""
    classeur, feuille = open_feuille("Plan d'actions")
    feuille["A1"] = "CTG 2024-2028 – Communauté de communes du Val d'Ambrière (inventée)"
    feuille["A1"].font = Font(bold=True, size=14)
    titres = ["Axe stratégique", "Objectif opérationnel", "Action", "Pilote", "Partenaires", "Échéance"]
    put(feuille, 3, [*titres, "État d'avancement"], True)
    mots = DITS | {"realisee": "Réalisé", "a_preparer": "À venir"}
    for ligne, action in enumerate(attendu.actions, 4):
        textes = rangee(action, ("titre", "pilotes", "partenaires"), sep=" / ")
        put(feuille, ligne, [*axes(action), *textes, int(action["fin"]), tape(action, "statut", mots)])
    _elargit(feuille, 24, 28, 44, 20, 30, 12, 18)
    return to_bytes(classeur.save)


def x42_cabinet(attendu: Attendu) -> bytes:
    """A summary first, the plan with a filter, true days and amounts; who meets when in the last sheet."""
    classeur, garde = open_feuille("Sommaire")
    garde["B2"] = "Convention territoriale globale 2024-2028"
    garde["B3"] = "Agglomération du Haut-Ellez (inventée) – Cabinet Perspectives & territoires (inventé)"
    garde["B5"] = "Enjeux"
    for place, axe, actions in nomme(attendu):
        garde.cell(5 + place, 2, f"{place}. {axe}")
        garde.cell(5 + place, 3, f"{len(actions)} actions")
    _elargit(garde, 4, 70, 14)
    feuille = classeur.create_sheet("Plan d'actions")
    titres = ["N°", "Enjeu", "Thématique", "Intitulé de l'action", "Descriptif", "Structure porteuse", "Référent(e)"]
    titres += ["Partenaires", "Public cible", "Date de début", "Date de fin", "Coût prévisionnel (€)"]
    put(feuille, 1, [*titres, "Indicateurs de réussite"], True)
    for ligne, action in enumerate(attendu.actions, 2):
        textes = rangee(action, ("titre", "description", "porteurs", "pilotes", "partenaires", "publics"))
        valeurs = [tape(action, "numero"), *axes(action), *textes, _jour(action, "debut"), _jour(action, "fin")]
        put(feuille, ligne, [*valeurs, somme(action) or "", tape(action, "indicateurs", sep="\n")])
        for colonne in (10, 11):
            feuille.cell(ligne, colonne).number_format = "dd/mm/yyyy"
        feuille.cell(ligne, 12).number_format = "#,##0"
    feuille.freeze_panes = "E2"
    feuille.auto_filter.ref = f"A1:M{len(attendu.actions) + 1}"
    _elargit(feuille, 6, 22, 16, 34, 40, 24, 20, 26, 24, 12, 12, 14, 26)
    instances = classeur.create_sheet("Gouvernance")
    put(instances, 1, ["Instance", "Rôle", "Composition", "Fréquence"], True)
    put(instances, 2, ["Comité de pilotage", "Décide et arbitre", "Élus, direction de la Caf", "Une fois par an"])
    put(instances, 3, ["Comité technique", "Prépare et suit", "Chargés de coopération", "Tous les trimestres"])
    _elargit(instances, 24, 24, 34, 22)
    return to_bytes(classeur.save)


def x43_suivi_copil(attendu: Attendu) -> bytes:
    """A band by theme, a percentage, what comes next; one line says nothing of how far it is."""
    classeur, feuille = open_feuille("Suivi")
    feuille["A1"] = "Comité de pilotage du 3 juillet 2025 – suivi des actions de la CTG (territoire inventé)"
    feuille["A1"].font = GRAS
    put(feuille, 3, ["Actions", "Référente ou référent", "Avancement", "% réalisé", "Commentaires"], True)
    feuille["F3"], feuille["F3"].font, feuille["F3"].fill = "Prochaines étapes", GRAS, BLEU
    ligne = 4
    for _, axe, actions in nomme(attendu):
        feuille.cell(ligne, 1, f"Thématique {axe.lower()}").font = GRAS
        feuille.cell(ligne, 1).fill = BLEU
        feuille.merge_cells(start_row=ligne, end_row=ligne, start_column=1, end_column=6)
        for action in actions:
            ligne += 1
            part = action["ecrit"]["part"]
            suite = rangee(action, ("commentaire", "suite"))
            put(feuille, ligne, [*rangee(action, ("titre", "pilotes", "statut"), mots=DITS), part, *suite])
            feuille.cell(ligne, 4).number_format = "0%"
        ligne += 1
    _elargit(feuille, 44, 24, 16, 10, 36, 36)
    return to_bytes(classeur.save)


def x44_par_thematique(attendu: Attendu) -> bytes:
    """The name of the sheet is the theme; an objective goes down its lines."""
    classeur, feuille = open_feuille("vide")
    classeur.remove(feuille)
    for axe, du_theme in suites(attendu):
        feuille = classeur.create_sheet(axe)
        feuille["A1"] = "CTG 2024-2028 – CC Loire et Garrigue (inventée)"
        titres = ["Objectif", "Action", "Porteur du projet", "Partenaires", "Calendrier prévisionnel"]
        put(feuille, 3, [*titres, "Coût prévisionnel"], True)
        ligne = 4
        for objectif in dict.fromkeys(action["axes"][1] for action in du_theme):
            debut = ligne
            for action in (action for action in du_theme if action["axes"][1] == objectif):
                textes = une_ligne(action, "titre", "porteurs", "partenaires", "periode", sep="\n- ")
                textes[2] = f"- {textes[2]}"
                put(feuille, ligne, [objectif if ligne == debut else "", *textes, somme(action) or ""])
                feuille.cell(ligne, 6).number_format = '#,##0\\ "€"'
                ligne += 1
            merge_down(feuille, 1, debut, ligne - 1)
        _elargit(feuille, 28, 46, 30, 28, 16, 16)
    return to_bytes(classeur.save)


ANNEES = (2025, 2026, 2027)


def x45_budget_pluriannuel(attendu: Attendu) -> bytes:
    """A column by year, a total by line, a total at the foot."""
    classeur, feuille = open_feuille("Budget CTG")
    feuille["A1"] = "Budget prévisionnel du plan d'actions – CC Val d'Oron (inventée)"
    titres = ["Thématique", "Fiche n°", "Projet", "Maître d'ouvrage"]
    put(feuille, 3, [*titres, *(f"Coût {annee}" for annee in ANNEES), "Total"], True)
    for ligne, action in enumerate(attendu.actions, 4):
        argent = [montant(action, annee) or "" for annee in ANNEES]
        put(feuille, ligne, [*axes(action), *rangee(action, ("numero", "titre", "porteurs")), *argent, somme(action)])
    sommes = [sum(montant(action, annee) or 0 for action in attendu.actions) for annee in ANNEES]
    put(feuille, len(attendu.actions) + 4, ["TOTAL", "", "", "", *sommes, sum(sommes)], True)
    for rangs in feuille.iter_rows(min_row=4, min_col=5, max_col=8):
        for cellule in rangs:
            cellule.number_format = '#,##0\\ "€"'
    _elargit(feuille, 20, 10, 42, 28, 14, 14, 14, 14)
    return to_bytes(classeur.save)


RUBRIQUES: dict[str, dict[str, str]] = {
    "1. Présentation": {
        "Axe de la CTG": "axes", "Intitulé de l'action": "titre", "Contexte et constats": "contexte",
        "Description de l'action": "description", "Public visé": "publics",
    },
    "2. Mise en œuvre": {
        "Structure porteuse": "porteurs", "Référent de l'action": "pilotes", "Partenaires": "partenaires",
        "Date de début": "debut", "Date de fin": "fin", "Moyens humains": "humains", "Budget prévisionnel": "cout",
    },
    "3. Évaluation": {"Indicateurs d'évaluation": "indicateurs", "Résultats attendus": "resultats"},
}  # fmt: skip


def x46_fiches_onglets(attendu: Attendu) -> bytes:
    """A fiche by sheet; three bands cut it."""
    classeur, feuille = open_feuille("vide")
    classeur.remove(feuille)
    for place, action in enumerate(attendu.actions, 1):
        feuille = classeur.create_sheet(f"FA{place}")
        feuille["A1"] = "Caf du Clocheron (inventée) – Convention territoriale globale – Fiche action"
        feuille["A1"].font = GRAS
        feuille.merge_cells("A1:B1")
        ligne = 3
        for bandeau, champs in RUBRIQUES.items():
            put(feuille, ligne, [bandeau], True)
            feuille.merge_cells(start_row=ligne, end_row=ligne, start_column=1, end_column=2)
            for etiquette, champ in champs.items():
                ligne += 1
                valeur = cout(action) if champ == "cout" else tape(action, champ, jour=en_mots)
                if champ == "indicateurs":
                    valeur = "\n".join(action["indicateurs"])
                put(feuille, ligne, [etiquette, valeur])
                feuille.cell(ligne, 1).font = GRAS
            ligne += 1
        _elargit(feuille, 28, 80)
    return to_bytes(classeur.save)


def x47_service_jeunesse(attendu: Attendu) -> bytes:
    """A working table: a hidden opinion, a référent that is missing, a project noted twice."""
    classeur, feuille = open_feuille("Actions EJ")
    titres = ["Thématique", "Projet", "Structure porteuse", "Référent", "Démarrage", "Échéance", "Statut"]
    put(feuille, 1, [*titres, "Avis du bureau"], True)
    ligne = 2
    for axe, actions in suites(attendu):
        debut = ligne
        for action in actions:
            textes = rangee(action, ("titre", "porteurs", "pilotes"))
            valeurs = [axe if ligne == debut else "", *textes, _jour(action, "debut"), _jour(action, "fin")]
            put(feuille, ligne, [*valeurs, tape(action, "statut", DITS), "favorable" if ligne in (3, 6) else ""])
            for colonne in (5, 6):
                feuille.cell(ligne, colonne).number_format = "dd/mm/yyyy"
            ligne += 1
        merge_down(feuille, 1, debut, ligne - 1)
    _elargit(feuille, 16, 42, 28, 20, 12, 12, 14, 14)
    feuille.column_dimensions["H"].hidden = True
    return to_bytes(classeur.save)


def x48_vingt_cinq(attendu: Attendu) -> bytes:
    """Two levels that go down their lines, a code by action, months in letters."""
    classeur, feuille = open_feuille("CTG 2024-2028")
    feuille["A1"] = "PLAN D'ACTIONS DE LA CONVENTION TERRITORIALE GLOBALE"
    feuille["A2"] = "Communauté urbaine de Port-Ambroise (inventée)"
    put(feuille, 4, ["Axe", "Objectif", "Code", "Action", "Pilote", "Échéance", "Statut"], True)
    for rang in (0, 1):
        ligne = 5
        for element, actions in suites(attendu, rang):
            feuille.cell(ligne, rang + 1, element).alignment = Alignment(wrap_text=True, vertical="center")
            merge_down(feuille, rang + 1, ligne, ligne + len(actions) - 1)
            ligne += len(actions)
    for ligne, action in enumerate(attendu.actions, 5):
        valeurs = rangee(action, ("numero", "titre", "pilotes", "fin", "statut"), mots=DITS, jour=en_mots)
        for colonne, valeur in enumerate(valeurs, 3):
            feuille.cell(ligne, colonne, valeur)
    _elargit(feuille, 26, 26, 8, 58, 22, 18, 16)
    return to_bytes(classeur.save)


def x49_questions(attendu: Attendu) -> bytes:
    """Titles are questions; a struck line, a comment, a day that does not exist."""
    classeur, feuille = open_feuille("Feuil1")
    titres = ["Thème", "Quoi ?", "Pour qui ?", "Qui pilote ?", "Avec qui ?", "Pour quand ?", "Combien ?"]
    put(feuille, 2, [*titres, "Comment saura-t-on que c'est réussi ?"], True)
    for ligne, action in enumerate(attendu.actions, 3):
        textes = rangee(action, ("titre", "publics", "pilotes", "partenaires"))
        valeurs = [*axes(action), *textes, _jour(action, "fin"), somme(action), tape(action, "indicateurs")]
        put(feuille, ligne, valeurs)
        feuille.cell(ligne, 6).number_format = "dd/mm/yyyy"
        feuille.cell(ligne, 7).number_format = '#,##0\\ "€"'
        if action["titre"].startswith("Un concours"):
            for cellule in feuille[ligne]:
                cellule.font = Font(strike=True)
        elif action["titre"].startswith("Un local"):
            feuille.cell(ligne, 7).comment = Comment("Devis reçu le 4 mars, à confirmer", "Solène")
    _elargit(feuille, 20, 40, 24, 20, 26, 14, 12, 32)
    return to_bytes(classeur.save)
