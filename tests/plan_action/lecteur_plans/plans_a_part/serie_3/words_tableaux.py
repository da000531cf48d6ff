"""Word files of tables: two pages, a table by theme, the annex of a convention, a follow-up that was read again."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, en_mots, to_bytes
from tests.plan_action.lecteur_plans.plans_a_part.mots_fiches import add_grille, open_document
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, rangee
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.words_fiches import _colore
from tests.plan_action.lecteur_plans.plans_a_part.serie_3.commun import DITS, axes, suites, une_ligne


def _couche(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)


def d41_deux_pages(attendu: Attendu) -> bytes:
    """One table, a band by axis, a calendar in years."""
    document = open_document("", "")
    _couche(document)
    document.add_heading("Communauté de communes du Causse d'Albeyre (inventée)", 1)
    document.add_paragraph("Plan d'actions de la Convention Territoriale Globale 2024-2028")
    titres = ["Actions", "Contenu", "Pilote", "Partenaires", "Calendrier"]
    table = add_grille(document, [titres])
    for rang, axe, actions in nomme(attendu):
        cellules = table.add_row().cells
        bandeau = cellules[0].merge(cellules[-1])
        bandeau.paragraphs[0].add_run(f"AXE {rang} – {axe}").bold = True
        _colore(bandeau, "FFF2CC")
        for action in actions:
            valeurs = une_ligne(action, "titre", "description", "pilotes", "partenaires", "periode")
            for cellule, valeur in zip(table.add_row().cells, valeurs, strict=True):
                cellule.text = valeur
    return to_bytes(document.save)


DIAGNOSTICS = (
    "Le territoire compte 412 enfants de moins de trois ans et 46 places pour 100 enfants.",
    "Les jeunes de 12 à 17 ans sont 780 ; une commune sur trois leur propose un accueil.",
    "Les familles disent se sentir seules quand un enfant devient adolescent.",
    "Le premier guichet de la Caf est à quarante minutes en voiture.",
)


def d43_thematiques(attendu: Attendu) -> bytes:
    """What was found, then a table, for each theme."""
    document = open_document("CC Terres de Sarrançay (inventée)", "CTG 2024-2028")
    document.add_heading("Plan d'actions", 0)
    titres = ["Actions à mettre en œuvre", "Porteur", "Partenaires", "Échéancier", "Indicateurs d'évaluation"]
    for (rang, axe, actions), diagnostic in zip(nomme(attendu), DIAGNOSTICS, strict=True):
        document.add_heading(f"Thématique {rang} – {axe}", 1)
        document.add_paragraph(diagnostic)
        champs = ("titre", "porteurs", "partenaires", "fin", "indicateurs")
        add_grille(document, [titres, *(rangee(action, champs, sep="\n", jour=en_mots) for action in actions)])
        document.add_paragraph()
    return to_bytes(document.save)


ARTICLES = {
    "Article 1 – Objet de la convention": "La présente convention a pour objet de définir le projet stratégique global "
    "du territoire à l'égard des familles.",
    "Article 2 – Champs d'intervention de la Caf": "La Caf intervient en faveur de la petite enfance, de l'enfance, de "
    "la jeunesse, de la parentalité, du logement et de l'accès aux droits.",
    "Article 3 – Modalités de collaboration": "Un comité de pilotage se réunit au moins une fois par an ; les parties "
    "mobilisent les moyens humains nécessaires.",
    "Article 4 – Durée": "La convention est conclue du 1er janvier 2024 au 31 décembre 2028.",
}


def d44_annexe_convention(attendu: Attendu) -> bytes:
    """Articles and signatures, then an annex whose two levels go down their lines."""
    document = open_document("Convention territoriale globale – CC de la Sauldrine (inventée)", "")
    _couche(document)
    document.add_heading("Convention territoriale globale", 0)
    document.add_paragraph("Entre la Caf de la Sauldre-Haute (inventée) et la CC de la Sauldrine, il est convenu :")
    for article, texte in ARTICLES.items():
        document.add_heading(article, 2)
        document.add_paragraph(texte)
    document.add_paragraph("Fait à Sauldray, le 14 décembre 2023.")
    add_grille(document, [["Pour la Caf", "Pour la CC"], ["La directrice", "Le président"]])
    document.add_page_break()
    document.add_heading("Annexe 2 – Plan d'actions", 1)
    titres = ["Axe", "Thématique", "N°", "Action", "Pilote", "Partenaires", "Échéance", "Indicateur de suivi"]
    champs = ("numero", "titre", "pilotes", "partenaires", "fin", "indicateurs")
    table = add_grille(document, [titres, *(["", "", *rangee(action, champs)] for action in attendu.actions)])
    for rang in (0, 1):
        ligne = 1
        for element, actions in suites(attendu, rang):
            table.cell(ligne, rang).merge(table.cell(ligne + len(actions) - 1, rang)).text = element
            ligne += len(actions)
    return to_bytes(document.save)


def d45_suivi_relu(attendu: Attendu) -> bytes:
    """A struck line, a comment in the margin, two pilots that are missing."""
    document = open_document("CTG du Val de Courcelange (territoire inventé)", "Document de travail")
    document.add_heading("Suivi des actions au 31 octobre 2025", 0)
    lignes = [["Axe", "Action", "Pilote", "Échéance", "État d'avancement", "Observations"]]
    for action in attendu.actions:
        champs = ("titre", "pilotes", "fin", "statut", "observations")
        lignes.append([*axes(action), *rangee(action, champs, mots=DITS, jour=en_mots)])
    table = add_grille(document, lignes)
    for ligne in table.rows:
        if ligne.cells[1].text.startswith("Étudier une crèche"):
            for cellule in ligne.cells:
                for morceau in cellule.paragraphs[0].runs:
                    morceau.font.strike = True
        elif ligne.cells[1].text.startswith("Animer un jardin"):
            document.add_comment(ligne.cells[1].paragraphs[0].runs, "À présenter aux maires", "M. Toussard", "MT")
    return to_bytes(document.save)
