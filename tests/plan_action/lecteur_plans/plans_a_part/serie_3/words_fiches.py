"""Word files of fiches: the whole model of a Caf, fiches written without a table, fiches cut by bands."""

from collections.abc import Mapping

from docx.table import Table, _Cell

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Action, Attendu, en_mots, to_bytes
from tests.plan_action.lecteur_plans.plans_a_part.mots_fiches import open_document
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, tape
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.words_fiches import _colore
from tests.plan_action.lecteur_plans.plans_a_part.serie_3.commun import axes, cout, periode, suites


def _puces(cellule: _Cell, valeurs: list[str]) -> None:
    cellule.text = valeurs[0]
    cellule.paragraphs[0].style = "List Bullet"
    for valeur in valeurs[1:]:
        cellule.add_paragraph(valeur, style="List Bullet")


def _bandeau(table: Table, mot: str, couleur: str) -> None:
    cellules = table.add_row().cells
    cellules[0].merge(cellules[1]).text = ""
    cellules[0].paragraphs[0].add_run(mot).bold = True
    _colore(cellules[0], couleur)


def _lignes(table: Table, action: Action, champs: Mapping[str, str]) -> None:
    """A label and its value on each line; indicators are bullets."""
    for etiquette, champ in champs.items():
        cellules = table.add_row().cells
        cellules[0].paragraphs[0].add_run(etiquette).bold = True
        if champ == "periode":
            cellules[1].text = f"De {periode(action, ' à ', jour=en_mots)}"
        elif champ == "cout":
            cellules[1].text = cout(action)
        elif champ == "indicateurs":
            _puces(cellules[1], action["indicateurs"])
        elif champ == "axes":
            cellules[1].text = axes(action)[0]
        else:
            cellules[1].text = tape(action, champ, sep="\n" if champ == "partenaires" else ", ")


MODELE = {
    "Intitulé de l'action": "titre", "Axe": "axes", "Objectif(s)": "objectifs", "Contexte / constats": "contexte",
    "Description": "description", "Public visé": "publics", "Porteur": "porteurs", "Partenaires": "partenaires",
    "Territoire": "communes", "Calendrier": "periode", "Moyens humains": "humains", "Moyens financiers": "cout",
    "Indicateurs d'évaluation": "indicateurs", "Résultats attendus": "resultats",
}  # fmt: skip


def d42_modele_caf(attendu: Attendu) -> bytes:
    """A fiche a page, all the lines of the model of the Caf."""
    document = open_document("Caf de Lure (inventée) – CC des Monts de Lure-Basse (inventée)", "Fiches actions CTG")
    document.add_heading("Fiches actions de la convention territoriale globale", 0)
    for place, action in enumerate(attendu.actions):
        if place:
            document.add_page_break()
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        _bandeau(table, f"FICHE ACTION N° {action['numero']}", "D9E2F3")
        _lignes(table, action, MODELE)
    return to_bytes(document.save)


def d46_fiches_redigees(attendu: Attendu) -> bytes:
    """No table: a title by fiche, a label and its value on each line, bullets for what will be counted."""
    document = open_document("CC Vallons de l'Arize-Neuve (inventée)", "")
    document.add_heading("Les actions de notre CTG", 0)
    document.add_paragraph("Ces fiches ont été préparées par les groupes de travail au printemps 2024.")
    champs = {
        "Pourquoi cette action ?": "pourquoi", "En quoi consiste-t-elle ?": "description",
        "Structure porteuse": "porteurs", "Pilote": "pilotes", "Partenaires": "partenaires",
    }  # fmt: skip
    for rang, axe, actions in nomme(attendu):
        document.add_heading(f"Axe {rang} : {axe}", 1)
        for action in actions:
            document.add_heading(f"Fiche action n° {action['numero']} – {action['titre']}", 2)
            lignes = [
                (etiquette, tape(action, champ, sep=" et " if champ == "pilotes" else ", "))
                for etiquette, champ in champs.items()
            ]
            lignes += [("Calendrier", f"de {periode(action, ' à ', jour=en_mots)}"), ("Budget", cout(action))]
            for etiquette, valeur in lignes:
                paragraphe = document.add_paragraph()
                paragraphe.add_run(etiquette if etiquette.endswith("?") else f"{etiquette} :").bold = True
                paragraphe.add_run(f" {valeur}")
            document.add_paragraph().add_run("Indicateurs de suivi :").bold = True
            for indicateur in action["indicateurs"]:
                document.add_paragraph(indicateur, style="List Bullet")
    return to_bytes(document.save)


RUBRIQUES: dict[str, dict[str, str]] = {
    "PRÉSENTATION": {
        "Objectifs opérationnels": "objectifs", "Contenu de l'action": "description", "Bénéficiaires": "publics",
    },
    "MISE EN ŒUVRE": {
        "Maître d'ouvrage": "porteurs", "Chef(fe) de projet": "pilotes", "Partenaires associés": "partenaires",
        "Calendrier prévisionnel": "periode", "Coût prévisionnel": "cout",
        "Financeurs sollicités": "financeurs",
    },
}  # fmt: skip


def d47_rubriques(attendu: Attendu) -> bytes:
    """Bands cut each fiche; what is counted and what is told are on two lines."""
    document = open_document("Syndicat mixte du Jarnois (inventé)", "Plan d'actions CTG")
    for axe, actions in suites(attendu):
        document.add_heading(f"Orientation : {axe}", 1)
        for action in actions:
            document.add_heading(f"{action['numero']} : {action['titre']}", 2)
            table = document.add_table(rows=0, cols=2, style="Table Grid")
            for bandeau, champs in RUBRIQUES.items():
                _bandeau(table, bandeau, "E2EFD9")
                _lignes(table, action, champs)
            _bandeau(table, "ÉVALUATION", "E2EFD9")
            for sorte, indicateur in zip(("quantitatifs", "qualitatifs"), action["indicateurs"], strict=True):
                cellules = table.add_row().cells
                cellules[0].paragraphs[0].add_run(f"Indicateurs {sorte}").bold = True
                cellules[1].text = indicateur
            document.add_paragraph()
    return to_bytes(document.save)
