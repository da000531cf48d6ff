"""Spreadsheets of LibreOffice: cells of several paragraphs, spans, hidden lines, a line by funder."""

from datetime import date
from typing import Any

from odfdo import Annotation, Cell, Document, Paragraph, Row, Table

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import (
    Attendu,
    by_axe,
    dit,
    en_chiffres,
    montant,
    montants,
    quand,
    to_bytes,
)

type Valeur = str | int | float | date | list[str]


def build_cellule(valeur: Valeur) -> Cell:
    """A list is a cell of several paragraphs."""
    if not isinstance(valeur, list):
        return Cell(valeur if valeur != "" else None)
    cellule = Cell()
    cellule.set_attribute("office:value-type", "string")
    for morceau in valeur:
        cellule.append(Paragraph(morceau))
    return cellule


def add_feuille(document: Document, nom: str, lignes: list[list[Any]]) -> Table:
    feuille = Table(nom)
    largeur = max(len(ligne) for ligne in lignes)
    for valeurs in lignes:
        ligne = Row()
        for valeur in [*valeurs, *[""] * (largeur - len(valeurs))]:
            ligne.append_cell(build_cellule(valeur))
        feuille.append_row(ligne)
    document.body.append(feuille)
    return feuille


def open_classeur() -> Document:
    document = Document("spreadsheet")
    document.body.clear()
    return document


def merge_down(feuille: Table, colonne: int, debut: int, fin: int) -> None:
    """From line `debut` to line `fin`, counted from 1, both in the span."""
    if fin > debut:
        feuille.set_span((colonne, debut - 1, colonne, fin - 1))


MOTS = {
    "en_cours": "En cours", "validee": "Validé", "realisee": "Réalisé", "a_preparer": "À préparer",
    "perennisee": "Pérennisé", "abandonnee": "Abandonné",
}  # fmt: skip


def o01_association(attendu: Attendu) -> bytes:
    """An objective is spanned over its lines; partners and publics are paragraphs; « 2025 » is a column of euros."""
    lignes: list[list[Any]] = [["Association Passerelles de Lorvaux (inventée) - notre part de la CTG"], []]
    lignes.append(["Objectif", "Action", "Référent", "Partenaires", "Public", "2025", "2026", "État d'avancement"])
    fusions = []
    for axe, actions in by_axe(attendu.actions).items():
        fusions.append((len(lignes) + 1, len(lignes) + len(actions)))
        for rang, action in enumerate(actions):
            argent = [montant(action, annee) for annee in (2025, 2026)]
            textes: list[Any] = [axe if rang == 0 else "", dit(action, "titre"), dit(action, "pilotes")]
            textes += [action.get(champ, "") for champ in ("partenaires", "publics")]
            lignes.append([*textes, *("" if v is None else v for v in argent), MOTS[action["statut"]]])
    lues = [ligne for action in attendu.actions for ligne in montants(action)]
    sommes = [sum(combien for annee, _, combien in lues if annee == quelle) for quelle in (2025, 2026)]
    lignes.append(["TOTAL", "", "", "", "", *sommes])
    document = open_classeur()
    feuille = add_feuille(document, "Actions", lignes)
    for debut, fin in fusions:
        merge_down(feuille, 0, debut, fin)
    return to_bytes(document.save)


def o02_dates(attendu: Attendu) -> bytes:
    """Real days, the zero day of a spreadsheet, a hidden line, a comment."""
    lignes: list[list[Any]] = [["Suivi des actions - Conseil départemental de l'Aubre (inventé)"], [], []]
    lignes[2] = ["Réf", "Thématique", "Action", "Pilote", "Début", "Fin", "Statut"]
    for action in attendu.actions:
        textes = [dit(action, champ) for champ in ("numero", "axes", "titre", "pilotes")]
        jours = [date.fromisoformat(str(dit(action, champ))) for champ in ("debut", "fin")]
        lignes.append([*textes, *jours, MOTS[action["statut"]]])
    document = open_classeur()
    feuille = add_feuille(document, "Suivi", lignes)
    masquee = feuille.get_row(5)
    masquee.set_attribute("table:visibility", "collapse")
    feuille.set_row(5, masquee)
    commentee = feuille.get_cell((2, 7))
    commentee.append(Annotation("Vu avec la mission locale : à élargir", creator="V. Hautecœur"))
    feuille.set_cell((2, 7), commentee)
    return to_bytes(document.save)


def o03_thematiques(attendu: Attendu) -> bytes:
    """A sheet by working group, its name in a line above; a list of people in the last sheet."""
    document = open_classeur()
    for axe, actions in by_axe(attendu.actions).items():
        lignes: list[list[Any]] = [[f"Groupe {axe}"], ["COTECH des Marais Salvy (territoire inventé)"], []]
        lignes.append(["Qui fait quoi", "Porté par", "Animé par", "Pour le", "Où en est-on ?"])
        for action in actions:
            textes = [dit(action, "titre"), dit(action, "porteurs"), dit(action, "pilotes", " et ")]
            lignes.append([*textes, quand(action, "fin", en_chiffres), dit(action, "statut")])
        add_feuille(document, axe, lignes)
    contacts: list[list[Any]] = [["Nom", "Téléphone"], ["Tiphaine Roudaut", "00 00 00 00 01"], ["Naïma Serfouh", "NC"]]
    add_feuille(document, "Contacts", contacts)
    return to_bytes(document.save)


def o04_financeurs(attendu: Attendu) -> bytes:
    """One line by funder; number, title, porteur and pilot are spanned over them; a total whose sum is wrong."""
    lignes: list[list[Any]] = [["Plan de financement de la CTG du Val de Bize (inventé)"], []]
    lignes.append(["Axe", "N°", "Action", "Porteur", "Pilote", "Financeur", "2025", "2026"])
    fusions = []
    vus: set[str] = set()
    for action in attendu.actions:
        financeurs = list(dict.fromkeys(qui for _, qui, _ in montants(action)))
        if action["numero"] == "5":
            financeurs.append("Région")
        fusions.append((len(lignes) + 1, len(lignes) + len(financeurs)))
        for rang, qui in enumerate(financeurs):
            axe = action["axes"][0]
            textes = [dit(action, champ) if rang == 0 else "" for champ in ("numero", "titre", "porteurs", "pilotes")]
            argent: list[Any] = [montant(action, annee, qui) for annee in (2025, 2026)]
            argent = ["" if valeur is None else valeur for valeur in argent]
            argent = argent if qui != "Région" else ["", "à négocier"]
            lignes.append(["" if axe in vus else axe, *textes, qui, *argent])
            vus.add(axe)
    # 399 500 in 2025 and 178 750 in 2026 are right.
    lignes.append(["Total", "", "", "", "", "", 352000, 178750])
    document = open_classeur()
    feuille = add_feuille(document, "Financement", lignes)
    for debut, fin in fusions:
        for colonne in range(1, 5):
            merge_down(feuille, colonne, debut, fin)
    return to_bytes(document.save)
