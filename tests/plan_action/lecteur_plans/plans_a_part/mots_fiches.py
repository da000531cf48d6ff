"""Word files whose actions are fiches: a table each, or labels in the text; what reviewers leave in them."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as Texte
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import (
    Action,
    Attendu,
    by_axe,
    dit,
    en_mots,
    euros,
    montant,
    montants,
    quand,
    to_bytes,
)

STATUTS = {
    "en_cours": "En cours", "validee": "Validée", "realisee": "Réalisée", "a_preparer": "À préparer",
    "reportee": "Reportée", "en_pause": "En pause",
}  # fmt: skip


def open_document(entete: str, pied: str) -> Texte:
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = entete
    section.footer.paragraphs[0].text = pied
    return document


def add_fiche(document: Texte, lignes: Sequence[tuple[str, str]]) -> Table:
    """Labels in bold on the left, values on the right."""
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for etiquette, valeur in lignes:
        cellules = table.add_row().cells
        cellules[0].paragraphs[0].add_run(etiquette).bold = True
        cellules[1].text = valeur
    return table


def _periode(action: Action) -> str:
    return f"{quand(action, 'debut', en_mots)} - {quand(action, 'fin', en_mots)}"


def d01_fiches_tableaux(attendu: Attendu) -> bytes:
    """Axes in a style of title; a fiche is a table; its funders by year are in a second one, with totals."""
    document = open_document("CTG des Sept Étangs (territoire inventé)", "Annexe 3 - plan d'actions")
    document.add_heading("Le plan d'actions 2024-2028", 0)
    for rang, (axe, actions) in enumerate(by_axe(attendu.actions).items(), 1):
        document.add_heading(f"Axe {rang} : {axe}", 1)
        for action in actions:
            add_fiche(
                document,
                [
                    (f"Fiche action n° {action['numero']}", dit(action, "titre")),
                    ("Porteur de l'action", dit(action, "porteurs")),
                    ("Pilote", dit(action, "pilotes")),
                    ("Partenaires", dit(action, "partenaires", "\n")),
                    ("Public concerné", dit(action, "publics")),
                    ("Description de l'action", dit(action, "description")),
                    ("Calendrier", _periode(action)),
                    ("Statut", STATUTS[action["statut"]]),
                    ("Indicateurs", "\n".join(f"- {mot}" for mot in action["indicateurs"])),
                ],
            )
            if montants(action):
                document.add_paragraph("Financement prévisionnel")
                _add_financement(document, action)
            document.add_paragraph()
    return to_bytes(document.save)


def _add_financement(document: Texte, action: Action) -> None:
    lignes, sommes = [["Financeur", "2025", "2026", "Total"]], [0.0, 0.0]
    for qui in dict.fromkeys(nom for _, nom, _ in montants(action)):
        parts = [montant(action, annee, qui) for annee in (2025, 2026)]
        sommes = [somme + (part or 0) for somme, part in zip(sommes, parts, strict=True)]
        lignes.append([qui, *map(euros, parts), euros(sum(part or 0 for part in parts))])
    if action["numero"] == "1.1":
        sommes[0] = 76000
    lignes.append(["Total", *map(euros, sommes), euros(sum(sommes))])
    add_grille(document, lignes)


def add_grille(document: Texte, lignes: Sequence[Sequence[str]]) -> Table:
    table = document.add_table(rows=0, cols=len(lignes[0]), style="Table Grid")
    for rang, ligne in enumerate(lignes):
        for cellule, mot in zip(table.add_row().cells, ligne, strict=True):
            cellule.text = ""
            cellule.paragraphs[0].add_run(mot).bold = rang == 0
    return table


def _revision(sorte: str, mot: str) -> Any:
    texte = "delText" if sorte == "del" else "t"
    return parse_xml(
        f'<w:{sorte} {nsdecls("w")} w:id="9{len(mot)}" w:author="Relectrice" w:date="2025-10-02T09:00:00Z">'
        f'<w:r><w:{texte} xml:space="preserve">{mot}</w:{texte}></w:r></w:{sorte}>'
    )


def _revise(cellule: _Cell, avant: str, ote: str, mis: str, apres: str) -> None:
    """« avant ote apres » that became « avant mis apres », with the history that Word keeps."""
    cellule.text = ""
    paragraphe = cellule.paragraphs[0]
    paragraphe.add_run(avant)
    paragraphe._p.append(_revision("del", ote))
    paragraphe._p.append(_revision("ins", mis))
    paragraphe.add_run(apres)


def _strike(cellule: _Cell, morceaux: Sequence[tuple[str, bool]]) -> None:
    cellule.text = ""
    for mot, barre in morceaux:
        cellule.paragraphs[0].add_run(mot).font.strike = barre


def d04_suivi(attendu: Attendu) -> bytes:
    """Three reviewers went by: changes that are tracked, words and a whole fiche struck through, a comment."""
    document = open_document("Version de travail", "")
    document.add_heading("CTG de la Haute-Sarre-Bleue (territoire inventé)", 0)
    for axe, actions in by_axe(attendu.actions).items():
        document.add_heading(axe, 1)
        for action in actions:
            lignes = [("N°", dit(action, "numero")), ("Titre de l'action", dit(action, "titre"))]
            lignes += [("Porteur", dit(action, "porteurs")), ("Pilote", dit(action, "pilotes"))]
            lignes += [("Partenaires", dit(action, "partenaires")), ("Échéance", quand(action, "fin", en_mots))]
            lignes += [("Statut", STATUTS[action["statut"]]), ("Description", dit(action, "description"))]
            table = add_fiche(document, lignes)
            valeurs = [ligne.cells[1] for ligne in table.rows]
            if action["numero"] == "1":
                _revise(valeurs[1], "Créer un multi-accueil de ", "20", "30", " places")
            elif action["numero"] == "2":
                _revise(valeurs[3], "", "Nadine Wolfart", "Didier Montagnac", "")
            elif action["numero"] == "3":
                _strike(valeurs[4], [("Caf, ", False), ("MSA, ", True), ("Écoles", False)])
            elif action["numero"] == "4":
                document.add_comment(valeurs[1].paragraphs[0].runs, "À vérifier avec la Caf", "A. Lescure", "AL")
            else:
                for valeur in valeurs[1:]:
                    _strike(valeur, [(valeur.text, True)])
            document.add_paragraph()
    return to_bytes(document.save)


def _add_note(document: Texte, paragraphe: Paragraph, mots: str) -> None:
    """A footnote, which the library does not write."""
    contenu = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>{mots}</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        contenu.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    paragraphe._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))


def d05_paragraphes(attendu: Attendu) -> bytes:
    """Two levels of titles, a third for each action, then labels in bold at the head of paragraphs."""
    document = open_document("CTG du Causse-Vert (territoire inventé)", "Atelier Lagrange (cabinet inventé) - page 1")
    document.add_heading("Programme d'actions", 0)
    document.add_paragraph("Ce programme a été écrit avec soixante personnes pendant l'année 2023.")
    vus: set[str] = set()
    champs = {
        "Porteur": "porteurs", "Pilote": "pilotes", "Partenaires": "partenaires", "Public": "publics",
        "Description": "description",
    }  # fmt: skip
    for action in attendu.actions:
        for niveau, element in enumerate(action["axes"], 1):
            if element not in vus:
                document.add_heading(element, niveau)
                vus.add(element)
        document.add_heading(f"{action['numero']} – {action['titre']}", 3)
        for etiquette, champ in champs.items():
            paragraphe = document.add_paragraph()
            paragraphe.add_run(f"{etiquette} : ").bold = True
            paragraphe.add_run(dit(action, champ))
            if action["numero"] == "FA4" and champ == "description":
                _add_note(document, paragraphe, "Sous réserve de l'accord du bailleur.")
        for etiquette, mots in (("Calendrier", _periode(action)), ("Statut", STATUTS[action["statut"]])):
            paragraphe = document.add_paragraph()
            paragraphe.add_run(f"{etiquette} : ").bold = True
            paragraphe.add_run(mots)
        document.add_paragraph().add_run("Indicateurs :").bold = True
        for mot in action["indicateurs"]:
            document.add_paragraph(mot, style="List Bullet")
    return to_bytes(document.save)
