"""Word files of fiches: a model with a band, labels alone on their line, four columns and a table inside a cell."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import _Cell

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import (
    Action,
    Attendu,
    en_mots,
    euros,
    first,
    montants,
    to_bytes,
)
from tests.plan_action.lecteur_plans.plans_a_part.mots_fiches import open_document
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import MOTS, nomme, tape

DITS = {**MOTS, "realisee": "Fait", "en_cours": "En cours", "a_preparer": "À lancer", "abandonnee": "Abandonnée"}


def _colore(cellule: _Cell, couleur: str) -> None:
    cellule._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{couleur}"/>'))


def _periode(action: Action, sep: str = " – ") -> str:
    return sep.join(tape(action, champ, jour=en_mots) for champ in ("debut", "fin"))


def d21_fiches_modele(attendu: Attendu) -> bytes:
    """The first line of each table is a band; a description ends with bullets in a style of list."""
    document = open_document("CTG de Luzarche (territoire inventé)", "Fiches actions - version 2")
    document.add_heading("Fiches actions", 0)
    champs = {
        "Thématique": "axes", "Porteur de l'action": "porteurs", "Pilote(s) de l'action": "pilotes",
        "Partenaires à associer": "partenaires", "Public(s) ciblé(s)": "publics", "Description": "description",
        "Échéancier": "calendrier", "Budget prévisionnel": "cout", "Indicateurs d'évaluation": "indicateurs",
        "État d'avancement": "statut",
    }  # fmt: skip
    for _, axe, actions in nomme(attendu):
        for action in actions:
            table = document.add_table(rows=1, cols=2, style="Table Grid")
            bandeau = table.rows[0].cells[0].merge(table.rows[0].cells[1])
            bandeau.text = f"FICHE ACTION N° {action['numero']} – {action['titre']}"
            bandeau.paragraphs[0].runs[0].bold = True
            _colore(bandeau, "C6E0B4")
            for etiquette, champ in champs.items():
                cellules = table.add_row().cells
                cellules[0].paragraphs[0].add_run(etiquette).bold = True
                if champ == "axes":
                    cellules[1].text = axe
                elif champ == "description":
                    texte, *puces = first(action["description"]).split(" - ")
                    cellules[1].text = texte
                    for puce in puces:
                        cellules[1].add_paragraph(puce, style="List Bullet")
                elif champ == "calendrier":
                    cellules[1].text = _periode(action, " à ")
                else:
                    sep = "\n" if champ in ("pilotes", "indicateurs") else ", "
                    cellules[1].text = tape(action, champ, DITS, sep)
            document.add_page_break()
    return to_bytes(document.save)


def d23_etiquettes_seules(attendu: Attendu) -> bytes:
    """A label in bold stands alone, its value is the next paragraph, or bullets."""
    document = open_document("CC du Haut-Vercel (inventée)", "Cabinet Rive droite (inventé)")
    document.add_heading("Programme d'actions de la CTG", 0)
    champs = {
        "Porteur": "porteurs", "Pilote": "pilotes", "Description": "description", "Public visé": "publics",
        "Partenaires": "partenaires", "Calendrier": "calendrier", "Statut": "statut",
    }  # fmt: skip
    vus: list[str] = []
    for action in attendu.actions:
        for niveau, element in enumerate(action["axes"], 1):
            if element not in vus:
                vus.append(element)
                rang = sum(autre["axes"][0] != action["axes"][0] for autre in attendu.actions[:1]) + 1
                document.add_heading(f"Enjeu {rang} – {element}" if niveau == 1 else element, niveau)
        document.add_heading(f"Action {action['numero']} : {action['titre']}", 3)
        for etiquette, champ in champs.items():
            valeur = _periode(action) if champ == "calendrier" else tape(action, champ, DITS)
            if not valeur:
                continue
            document.add_paragraph().add_run(etiquette).bold = True
            if champ == "partenaires":
                for nom in action["partenaires"]:
                    document.add_paragraph(nom, style="List Bullet")
            else:
                document.add_paragraph(valeur)
    return to_bytes(document.save)


def d25_quatre_colonnes(attendu: Attendu) -> bytes:
    """« Pilote | … | Porteur | … » on a line; who pays is a table inside the last cell."""
    document = open_document("CA du Bas-Luron (inventée)", "")
    for rang, axe, actions in nomme(attendu):
        document.add_heading(f"Axe {rang} : {axe}", 1)
        for action in actions:
            paires = [("Fiche n°", "numero", "Intitulé", "titre"), ("Porteur", "porteurs", "Pilote", "pilotes")]
            paires += [("Partenaires", "partenaires", "Public", "publics"), ("Début", "debut", "Fin", "fin")]
            paires += [("Statut", "statut", "Indicateurs", "indicateurs")]
            table = document.add_table(rows=0, cols=4, style="Table Grid")
            for gauche, champ, droite, autre in paires:
                cellules = table.add_row().cells
                for cellule, mot in ((cellules[0], gauche), (cellules[2], droite)):
                    cellule.paragraphs[0].add_run(mot).bold = True
                cellules[1].text = tape(action, champ, DITS, jour=en_mots)
                cellules[3].text = tape(action, autre, DITS, jour=en_mots)
            cellules = table.add_row().cells
            cellules[0].paragraphs[0].add_run("Description").bold = True
            cellules[1].merge(cellules[3]).text = tape(action, "description")
            cellules = table.add_row().cells
            cellules[0].paragraphs[0].add_run("Plan de financement").bold = True
            lignes = montants(action)
            emboite = cellules[1].merge(cellules[3]).add_table(rows=len(lignes) + 1, cols=2)
            emboite.style = "Table Grid"
            emboite.cell(0, 0).text, emboite.cell(0, 1).text = "Financeur", str(lignes[0][0])
            for place, (_, qui, combien) in enumerate(lignes, 1):
                emboite.cell(place, 0).text, emboite.cell(place, 1).text = qui, euros(combien)
            document.add_paragraph()
    return to_bytes(document.save)
