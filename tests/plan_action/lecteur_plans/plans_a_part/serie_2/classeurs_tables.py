"""Workbooks kept as one table: merged objectives, a sheet by theme, funders over years, colours that say a status."""

from datetime import date

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from tests.plan_action.lecteur_plans.plans_a_part.classeurs_mairie import GRAS, merge_down, open_feuille, put
from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, first, montant, montants, to_bytes
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, rangee

VERT, ORANGE, ROUGE, GRISE = (PatternFill("solid", fgColor=c) for c in ("92D050", "FFC000", "FF5050", "BFBFBF"))
BARRE = Font(strike=True)
COULEURS = {
    "realisee": VERT, "en_cours": ORANGE, "bloquee": ROUGE, "abandonnee": GRISE, "a_preparer": None, "reportee": ROUGE,
}  # fmt: skip


def x21_orientations(attendu: Attendu) -> bytes:
    """Two levels merged downwards, quarters for days, a note with a star under the table."""
    classeur, feuille = open_feuille("PA CTG")
    feuille["A1"] = "Convention territoriale globale 2024-2028 - CC du Val de Louvette (territoire inventé)"
    feuille["A2"] = "Plan d'actions, version présentée au comité de pilotage"
    titres = ["Orientations", "Objectifs opérationnels", "Actions", "Pilote(s)", "Partenaires mobilisés", "Échéance"]
    put(feuille, 4, [*titres, "Indicateurs de résultat", "Avancement"], True)
    champs = ("titre", "pilotes", "partenaires", "fin", "indicateurs", "statut")
    ligne = 5
    places: dict[str, int] = {}
    for _, objectif, actions in nomme(attendu, 1):
        orientation = actions[0]["axes"][0]
        places[orientation] = places.get(orientation, 0) + 1
        debut = ligne
        for action in actions:
            haut = f"{len(places)}.{places[orientation]} {objectif}" if ligne == debut else ""
            titre = f"Orientation {len(places)} – {orientation}" if haut and places[orientation] == 1 else ""
            valeurs = rangee(action, champs)
            valeurs[0] = action["titre"].split(" ||")[0]
            put(feuille, ligne, [titre, haut, *valeurs])
            ligne += 1
        merge_down(feuille, 2, debut, ligne - 1)
    debut = 5
    for _, _, actions in nomme(attendu):
        merge_down(feuille, 1, debut, debut + len(actions) - 1)
        debut += len(actions)
    feuille.cell(ligne + 1, 1, "* sous réserve du vote du budget par le conseil communautaire")
    return to_bytes(classeur.save)


def x22_thematiques_feuilles(attendu: Attendu) -> bytes:
    """The third theme has its columns in another order; a sheet to read first, a hidden list, a hidden old year."""
    classeur, lisez = open_feuille("Lisez-moi")
    for ligne, mot in enumerate(["Ce fichier est partagé avec les pilotes.", "Un onglet par thématique."], 1):
        lisez.cell(ligne, 1, mot)
    entete = {
        "numero": "Code", "titre": "Intitulé\nde l'action", "porteurs": "Maître\nd'ouvrage", "pilotes": "Pilote",
        "publics": "Public cible", "debut": "Début", "fin": "Fin", "statut": "État",
    }  # fmt: skip
    for rang, axe, actions in nomme(attendu):
        feuille = classeur.create_sheet(f"Th{rang}")
        feuille["B1"] = f"Thématique : {axe.lower()}"
        feuille["B1"].font = GRAS
        feuille["B2"] = "CC des Hautes-Ormes (inventée)"
        ordre = ("numero", "statut", "titre", "pilotes", "porteurs", "publics", "debut", "fin")
        champs = tuple(entete) if rang < 3 else ordre
        put(feuille, 4, [entete[champ] for champ in champs], True)
        for ligne, action in enumerate(actions, 5):
            put(feuille, ligne, rangee(action, champs))
    ancienne = classeur.create_sheet("Abandons 2022")
    put(ancienne, 1, list(entete.values()), True)
    put(ancienne, 2, ["PE0", "Étudier une crèche d'entreprise", "CC des Hautes-Ormes", "Clarisse Auvrard"])
    listes = classeur.create_sheet("Listes")
    for ligne, mot in enumerate(["à lancer", "en cours", "fait", "abandonnée"], 1):
        listes.cell(ligne, 1, mot)
    ancienne.sheet_state = listes.sheet_state = "hidden"
    return to_bytes(classeur.save)


ANNEES = (2025, 2026, 2027)
FINANCEURS = ("Caf", "CC", "Département")


def x23_financeurs_annees(attendu: Attendu) -> bytes:
    """Funders over years, a total and the share of the Caf by line, subtotals; the last total is 10 000 short."""
    classeur, feuille = open_feuille("Maquette financière")
    feuille["A1"] = "CTG Sèvre-et-Bocage (territoire inventé) - maquette financière en euros"
    haut = ["Enjeu", "N°", "Action", "Porteur"]
    put(feuille, 3, haut + [mot for qui in FINANCEURS for mot in (qui, "", "")] + ["Total", "% Caf"], True)
    put(feuille, 4, ["", "", "", "", *(ANNEES * 3), "", ""], True)
    for zone in ("E3:G3", "H3:J3", "K3:M3", *(f"{colonne}3:{colonne}4" for colonne in "ABCDNO")):
        feuille.merge_cells(zone)
    ligne, general = 5, [0.0] * 9
    for rang, axe, actions in nomme(attendu):
        debut, sommes = ligne, [0.0] * 9
        for action in actions:
            argent = [montant(action, annee, qui) for qui in FINANCEURS for annee in ANNEES]
            sommes = [somme + (part or 0) for somme, part in zip(sommes, argent, strict=True)]
            total = sum(part or 0 for part in argent)
            cases: list = ["" if part is None else part for part in argent]
            if "illisible" in action.get("ecrit", {}):
                cases[6] = action["ecrit"]["illisible"]
            textes = [
                f"Enjeu {rang} - {axe}" if ligne == debut else "",
                *rangee(action, ("numero", "titre", "porteurs")),
            ]
            part_caf = sum(part or 0 for part in argent[:3]) / total if total else ""
            put(feuille, ligne, [*textes, *cases, total or "", part_caf])
            feuille.cell(ligne, 15).number_format = "0%"
            ligne += 1
        merge_down(feuille, 1, debut, ligne - 1)
        put(feuille, ligne, ["", "", f"Sous-total enjeu {rang}", "", *sommes, sum(sommes), ""], True)
        general = [un + deux for un, deux in zip(general, sommes, strict=True)]
        ligne += 1
    put(feuille, ligne, ["TOTAL GÉNÉRAL", "", "", "", *general, sum(general) - 10000, ""], True)
    for rangs in feuille.iter_rows(min_row=5, min_col=5, max_col=14):
        for cellule in rangs:
            cellule.number_format = '#,##0.00\\ "€"' if isinstance(cellule.value, float) else "#,##0"
    return to_bytes(classeur.save)


def x24_couleurs(attendu: Attendu) -> bytes:
    """A word and a colour say the status; twice the colour alone. Its legend is to the right of the table."""
    classeur, feuille = open_feuille("Suivi 2025")
    feuille["A1"] = "Suivi de la CTG de Brévigny-Tréhours (territoire inventé) au 30 juin 2025"
    put(feuille, 3, ["Axe", "Action", "Pilote", "Pour le", "Où en est-on"], True)
    mots = {"realisee": "✔ Fait", "en_cours": "En cours", "abandonnee": "Abandonnée", "a_preparer": "À lancer"}
    mots |= {"reportee": "Reportée à 2026"}
    ligne = 4
    for rang, axe, actions in nomme(attendu):
        debut = ligne
        for action in actions:
            etat = first(action["statut"])
            mot = "" if action["statut"].endswith("?") else mots[etat]
            valeurs = rangee(action, ("titre", "pilotes", "fin"))
            put(feuille, ligne, [f"{rang}. {axe}" if ligne == debut else "", *valeurs, mot])
            # « À lancer » is white, but the one that is said by its colour alone is yellow.
            couleur = COULEURS[etat] or (None if mot else PatternFill("solid", fgColor="FFFF00"))
            if couleur:
                feuille.cell(ligne, 5).fill = couleur
            ligne += 1
        merge_down(feuille, 1, debut, ligne - 1)
    legende = [("Légende", None), ("fait", VERT), ("en cours", ORANGE), ("bloqué ou reporté", ROUGE)]
    legende += [("abandonné", GRISE), ("à lancer", PatternFill("solid", fgColor="FFFF00"))]
    for place, (mot, couleur) in enumerate(legende, 3):
        feuille.cell(place, 8, mot)
        if couleur:
            feuille.cell(place, 8).fill = couleur
    feuille["B11"].comment = Comment("Pour mémoire, le conseil municipal a refusé deux fois.", "Inès B.")
    return to_bytes(classeur.save)


def _strike(feuille: Worksheet, ligne: int) -> None:
    for cellule in feuille[ligne]:
        cellule.font = BARRE


def x25_barre_masque(attendu: Attendu) -> bytes:
    """A struck line, a struck partner, a hidden line, a hidden column, comments; some days are real, some are typed."""
    classeur, feuille = open_feuille("Actions")
    feuille["A1"] = "Plan CTG - Ville de Corvaine (commune inventée)"
    put(
        feuille,
        3,
        ["Axe", "N°", "Action", "Pilote", "Partenaires", "Début", "Fin", "Statut", "Coût", "Arbitrage"],
        True,
    )
    champs = ("axes", "numero", "titre", "pilotes", "partenaires", "debut", "fin", "statut")
    for ligne, action in enumerate(attendu.actions, 4):
        valeurs: list = [*rangee(action, champs)]
        for place, champ in ((5, "debut"), (6, "fin")):
            if ligne % 2 and champ in action:
                valeurs[place] = date.fromisoformat(action[champ])
        argent = montants(action)[0][2] if montants(action) else ""
        put(feuille, ligne, [*valeurs, argent, "à revoir en bureau" if ligne in (7, 9) else ""])
        for colonne in (6, 7):
            feuille.cell(ligne, colonne).number_format = "dd/mm/yyyy"
    _strike(feuille, 10)
    barre = TextBlock(InlineFont(strike=True), ", Département")
    feuille["E11"] = CellRichText("ADIL, Caf", barre)
    feuille.row_dimensions[9].hidden = True
    feuille.column_dimensions["J"].hidden = True
    feuille["C6"].comment = Comment("À refaire après les élections municipales ?", "N. Voisembert")
    return to_bytes(classeur.save)
