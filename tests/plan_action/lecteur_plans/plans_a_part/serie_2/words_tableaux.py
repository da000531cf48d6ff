"""Word files of tables: an axis merged downwards and revised, a review half-way, a table by orientation."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import _Cell, _Row

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, en_mots, euros, montants, to_bytes
from tests.plan_action.lecteur_plans.plans_a_part.mots_fiches import _revise, _revision, add_grille, open_document
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, rangee, tape
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.words_fiches import DITS, _colore


def _delete(ligne: _Row) -> None:
    """A line whose deletion is tracked, its words too."""
    marque = f'<w:del {nsdecls("w")} w:id="77" w:author="Relectrice" w:date="2025-10-02T09:00:00Z"/>'
    ligne._tr.get_or_add_trPr().append(parse_xml(marque))
    for cellule in ligne.cells:
        mot = cellule.text
        cellule.text = ""
        if mot:
            cellule.paragraphs[0]._p.append(_revision("del", mot))


def d22_axe_vertical(attendu: Attendu) -> bytes:
    """Across the page; a line was deleted and a pilot replaced, and both can still be refused."""
    document = open_document("Ville de Valserine-le-Pont (inventée)", "Projet de plan")
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    titres = ["Axe", "Action", "Pilote", "Partenaires", "Échéance", "Coût", "Avancement"]
    table = add_grille(document, [titres])
    for rang, axe, actions in nomme(attendu):
        axes: list[_Cell] = []
        lignes: list[list[str]] = []
        for action in actions:
            argent = euros(montants(action)[0][2]) if montants(action) else ""
            textes = rangee(action, ("titre", "pilotes", "partenaires", "fin"), jour=en_mots)
            lignes.append([*textes, argent, tape(action, "statut", DITS)])
        if rang == 2:
            lignes.insert(1, ["Ouvrir un bar sans alcool", "Firmin Delaunoy", "MJC", "juin 2027", "", "À lancer"])
        for valeurs in lignes:
            ligne = table.add_row()
            for cellule, valeur in zip(ligne.cells[1:], valeurs, strict=True):
                cellule.text = valeur
            if valeurs[0].startswith("Ouvrir un bar"):
                _delete(ligne)
            elif valeurs[0].startswith("Éveiller"):
                _revise(ligne.cells[2], "", "Salomé Crozet", "Firmin Delaunoy", "")
            elif valeurs[0].startswith("Sensibiliser"):
                document.add_comment(ligne.cells[1].paragraphs[0].runs, "Demander un devis", "D. Peyrelongue", "DP")
            axes.append(ligne.cells[0])
        axes[0].merge(axes[-1]).text = f"Axe {rang}\n{axe}"
    return to_bytes(document.save)


REPONSES = {
    "realisee": "Oui", "en_cours": "En partie", "abandonnee": "Non, abandonnée", "a_preparer": "Non, à lancer",
    "reportee": "Non, reportée",
}  # fmt: skip
CONSTATS: dict[str, tuple[str, str]] = {
    "Oui": ("Objectif atteint", "Poursuivre"),
    "En partie": ("Manque de moyens", "Renforcer"),
}


def d24_bilan(attendu: Attendu) -> bytes:
    """« Réalisée ? », what is noted, what comes next; a count closes the text."""
    document = open_document("Bilan à mi-parcours", "CTG de Thorigné-les-Bois (territoire inventé)")
    document.add_heading("Bilan de la CTG après deux ans", 0)
    document.add_paragraph("Le comité de pilotage a relu chaque action avec les personnes qui la conduisent.")
    titres = ["Action prévue", "Pilote", "Échéance", "Réalisée ?", "Constats", "Suite à donner"]
    for rang, axe, actions in nomme(attendu):
        document.add_heading(f"Axe {rang} : {axe}", 1)
        lignes: list[list[Any]] = [titres]
        for action in actions:
            mot = tape(action, "statut", REPONSES)
            textes = rangee(action, ("titre", "pilotes", "fin"), jour=en_mots)
            lignes.append([*textes, mot, *CONSTATS.get(mot, ("Voir le comité technique", "Décider en 2026"))])
        add_grille(document, lignes)
    document.add_paragraph()
    document.add_paragraph("Bilan : 3 actions réalisées sur 8, 2 en partie.")
    return to_bytes(document.save)


def d26_repete(attendu: Attendu) -> bytes:
    """The orientation is the first line of its table, across it; titles of columns hold two lines."""
    document = open_document("CC de l'Adrets (inventée)", "Service enfance-jeunesse")
    document.add_heading("Convention territoriale globale : plan d'actions", 0)
    titres = ["Intitulé\nde l'action", "Structure\nporteuse", "Pilote", "Calendrier\nprévisionnel", "Statut"]
    for rang, axe, actions in nomme(attendu):
        table = document.add_table(rows=1, cols=5, style="Table Grid")
        bandeau = table.rows[0].cells[0].merge(table.rows[0].cells[4])
        bandeau.text = f"Orientation {rang} – {axe}"
        _colore(bandeau, "BDD7EE")
        lignes = [titres, *(rangee(a, ("titre", "porteurs", "pilotes", "calendrier", "statut")) for a in actions)]
        for place, valeurs in enumerate(lignes):
            for cellule, valeur in zip(table.add_row().cells, valeurs, strict=True):
                cellule.text = ""
                cellule.paragraphs[0].add_run(valeur).bold = place == 0
        if rang == 3:
            document.add_paragraph("Note : subvention non encore notifiée pour le bus France services.")
        document.add_paragraph()
    return to_bytes(document.save)


def d27_puces_dans_case(attendu: Attendu) -> bytes:
    """A line by objective: its actions are bullets of one cell, that a pilot and a year share."""
    document = open_document("", "CC de la Haute-Brémonde (inventée)")
    document.add_heading("Plan d'actions 2024-2028", 0)
    table = add_grille(document, [["Objectifs", "Actions", "Pilote", "Partenaires", "Échéance", "État"]])
    for rang, objectif, actions in nomme(attendu):
        cellules = table.add_row().cells
        cellules[0].text = f"Objectif {rang} : {objectif}"
        for place, action in enumerate(actions):
            paragraphe = cellules[1].paragraphs[0] if place == 0 else cellules[1].add_paragraph()
            paragraphe.style = "List Bullet"
            paragraphe.add_run(action["titre"])
        champs = ("pilotes", "partenaires", "fin", "statut")
        for cellule, valeur in zip(cellules[2:], rangee(actions[0], champs, mots=DITS), strict=True):
            cellule.text = valeur
    return to_bytes(document.save)
