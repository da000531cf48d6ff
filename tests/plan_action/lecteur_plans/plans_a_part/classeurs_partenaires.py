"""Workbooks of partners: boxes that are ticked, shares in percent, one column for axes and actions."""

from datetime import date

from openpyxl.comments import Comment

from tests.plan_action.lecteur_plans.plans_a_part.classeurs_mairie import GRAS, open_feuille, put
from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, by_axe, dit, en_chiffres, montants, to_bytes

COCHES = {"a_preparer": 0, "en_cours": 1, "realisee": 2, "abandonnee": 3}
COMMUNES = ("Ferrolles", "Aubignac", "Soulvache")


def x05_cases(attendu: Attendu) -> bytes:
    """Statuses and communes are boxes that are ticked, each in the author's own way; a hidden column of remarks."""
    classeur, feuille = open_feuille("Tableau de bord")
    feuille["A1"] = "Tableau de bord jeunesse - Ferrolles, Aubignac, Soulvache (communes inventées)"
    entete = ["Axe", "Action", "Pilote", "Échéance", "À faire", "En cours", "Fait", "Abandonné"]
    put(feuille, 3, ["", "", "", "", "Avancement", "", "", "", "Communes concernées", "", "", ""], True)
    put(feuille, 4, [*entete, *COMMUNES, "Remarques internes"], True)
    feuille.merge_cells("E3:H3")
    feuille.merge_cells("I3:K3")
    ligne, vus = 5, set()
    marques = ("x", "X", "☑", "✓")
    for action in attendu.actions:
        axe = action["axes"][0]
        cases = ["☐" if ligne % 2 else ""] * 4
        if "statut" in action:
            cases[COCHES[action["statut"]]] = "☑" if ligne % 2 else marques[ligne % 4]
        lieux = [marques[ligne % 2] if commune in action["communes"] else "" for commune in COMMUNES]
        mots = [dit(action, "titre"), dit(action, "pilotes"), en_chiffres(action["fin"])]
        put(feuille, ligne, ["" if axe in vus else axe, *mots, *cases, *lieux])
        vus.add(axe)
        ligne += 1
    feuille["L6"] = "Coralie en congé jusqu'en mars"
    feuille.column_dimensions["L"].hidden = True
    return to_bytes(classeur.save)


def x06_caf(attendu: Attendu) -> bytes:
    """Real days; a cost, then shares of the Caf and of the CC typed as percentages."""
    classeur, feuille = open_feuille("Suivi Caf 2026")
    feuille["A1"] = "CTG Cœur de Brenne-Haute (territoire inventé)"
    feuille["A2"] = "Suivi par la Caf de l'Aubre"
    entete = ["Thématique", "Action", "Porteur de projet", "Pilote", "Du", "Au", "Statut"]
    put(feuille, 4, [*entete, "Coût 2026", "Part Caf", "Part collectivité"], True)
    mots = {"en_cours": "En cours", "validee": "Validée", "a_preparer": "À préparer", "realisee": "Réalisée"}
    for ligne, action in enumerate(attendu.actions, 5):
        cout = montants(action)[0][2] if montants(action) else action["ecrit"]["cout"]
        jours = [date.fromisoformat(action[champ]) for champ in ("debut", "fin")]
        textes = [dit(action, champ) for champ in ("axes", "titre", "porteurs", "pilotes")]
        put(feuille, ligne, [*textes, *jours, mots[action["statut"]], cout])
        for colonne in (5, 6):
            feuille.cell(ligne, colonne).number_format = "dd/mm/yyyy"
        feuille.cell(ligne, 8).number_format = '#,##0.00 "€"' if isinstance(cout, float) else "General"
        part = feuille.cell(ligne, 9, 0.5 if ligne % 2 else "50 %")
        part.number_format = "0%"
        feuille.cell(ligne, 10, 0.5).number_format = "0%"
    feuille["B9"].comment = Comment("Attention, visite d'agrément avancée à juin", "B. Altmayer")
    return to_bytes(classeur.save)


def x07_axe_action(attendu: Attendu) -> bytes:
    """« AXE / Action » in one column: an axis is a bold line alone, its actions are under it."""
    classeur, feuille = open_feuille("Feuil1")
    feuille["A1"] = "Plan d'actions CTG de la CC des Deux Combes (inventée)"
    put(feuille, 3, ["AXE / Action", "Qui pilote", "Échéance", "Statut"], True)
    mots = {"en_cours": "en cours", "a_preparer": "à préparer", "realisee": "réalisé", "en_pause": "en pause"}
    ligne = 4
    for rang, (axe, actions) in enumerate(by_axe(attendu.actions).items(), 1):
        feuille.cell(ligne, 1, f"AXE {rang} : {axe}").font = GRAS
        for action in actions:
            ligne += 1
            jour = en_chiffres(action["fin"])
            put(feuille, ligne, [dit(action, "titre"), dit(action, "pilotes"), jour, mots[action["statut"]]])
        ligne += 1
    feuille.cell(ligne + 1, 1, "8 actions, dont 2 réalisées")
    return to_bytes(classeur.save)
