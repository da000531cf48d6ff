"""What LibreOffice writes: spreadsheets by year or with two states, texts with fiches, a table, bullets."""

from datetime import datetime
from typing import Any

from odfdo import Annotation, Cell, Document, Element, Header, List, ListItem, Paragraph, Span, Style, Table

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import (
    Action,
    Attendu,
    dit,
    en_mots,
    euros,
    first,
    montants,
    to_bytes,
)
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import MOTS, nomme, rangee, tape
from tests.plan_action.lecteur_plans.plans_a_part.tableurs_libres import add_feuille, merge_down, open_classeur

DITS = {**MOTS, "realisee": "Réalisée", "en_cours": "En cours", "a_preparer": "À lancer", "abandonnee": "Abandonnée"}


def _add_barre(document: Document, famille: str) -> str:
    """A style that strikes through, of cells or of words."""
    style = Style(famille, name=f"Barre{famille}", area="text")
    style.set_properties(
        {"style:text-line-through-style": "solid", "style:text-line-through-type": "single"}, area="text"
    )
    document.insert_style(style, automatic=True)
    return f"Barre{famille}"


def _masque_colonne(feuille: Table, rang: int) -> None:
    colonne = feuille.get_column(rang)
    colonne.set_attribute("table:visibility", "collapse")
    feuille.set_column(rang, colonne)


def o21_deux_etats(attendu: Attendu) -> bytes:
    """A state for each year, the last is the right one; titles over two lines; a struck line."""
    titres = [["Intitulé", "de l'action"], ["Structure", "porteuse"], "Pilote", ["Échéance", "prévue"]]
    lignes: list[list[Any]] = [["CCAS de Grandlieu-sur-Iselle (inventé) - plan d'actions CTG"], []]
    lignes.append(["Volet", *titres, "État 2024", "État 2025"])
    fusions = []
    for _, axe, actions in nomme(attendu):
        fusions.append((len(lignes) + 1, len(lignes) + len(actions)))
        for rang, action in enumerate(actions):
            valeurs = rangee(action, ("titre", "porteurs", "pilotes", "fin", "avant", "statut"), jour=en_mots)
            lignes.append([axe if rang == 0 else "", *valeurs])
    document = open_classeur()
    style = _add_barre(document, "table-cell")
    feuille = add_feuille(document, "CTG", lignes)
    barree = next(rang for rang, ligne in enumerate(lignes) if "Acheter des jeux adaptés" in ligne)
    for colonne in range(1, 7):
        cellule = feuille.get_cell((colonne, barree))
        cellule.style = style
        feuille.set_cell((colonne, barree), cellule)
    for debut, fin in fusions:
        merge_down(feuille, 0, debut, fin)
    return to_bytes(document.save)


def o22_feuille_par_annee(attendu: Attendu) -> bytes:
    """A sheet by year, named « 2025 »; its cost, its total."""
    document = open_classeur()
    annees = dict.fromkeys(montants(action)[0][0] for action in attendu.actions)
    for annee in annees:
        actions = [action for action in attendu.actions if montants(action)[0][0] == annee]
        lignes: list[list[Any]] = [[f"Programmation {annee} - CC Terres-de-Mauge (inventée)"]]
        lignes.append(["Axe", "Action", "Porteur", "Pilote", f"Coût {annee}", "Statut"])
        for action in actions:
            textes = rangee(action, ("axes", "titre", "porteurs", "pilotes"))
            lignes.append([*textes, montants(action)[0][2], tape(action, "statut")])
        lignes.append(["Total", "", "", "", sum(montants(action)[0][2] for action in actions)])
        add_feuille(document, str(annee), lignes)
    return to_bytes(document.save)


PARTS = {"A1": ("60 %", "40 %"), "A2": ("50 %", "50 %"), "A3": ("35 %", "65 %"), "B1": ("0 %", "100 %")}
AVANCE = {"A1": "100 %", "A2": "50 %", "A3": "25 %", "B1": "80 %", "B2": "0 %", "B3": "100 %", "B4": "0 %"}


def o23_pourcentages(attendu: Attendu) -> bytes:
    """How far each action is, and who pays which share, in percent; a hidden column; a note below."""
    lignes: list[list[Any]] = [["Évaluation à mi-parcours - CTG de Rochebrune (territoire inventé)"], []]
    lignes.append(["Enjeu", "Action", "Pilote", "Coût total", "Part Caf", "Part ville", "Avancement", "Avis interne"])
    for place, axe, actions in nomme(attendu):
        for action in actions:
            code = action["numero"]
            argent = montants(action)[0][2] if montants(action) else tape(action, "cout")
            parts = PARTS.get(code, ("", ""))
            textes = [f"Enjeu {'AB'[place - 1]}. {axe}", f"{code} - {action['titre']}", tape(action, "pilotes")]
            lignes.append([*textes, argent, *parts, AVANCE[code], "à suivre de près" if code == "A3" else ""])
    lignes += [[], ["Avancement estimé par les pilotes en juin 2025, coûts toutes taxes comprises"]]
    document = open_classeur()
    feuille = add_feuille(document, "Évaluation", lignes)
    _masque_colonne(feuille, 7)
    return to_bytes(document.save)


def o24_rubriques(attendu: Attendu) -> bytes:
    """An axis, then an objective, stand across the whole line; the pilots of one action are as many paragraphs."""
    titres = ["Action", "Pilotes", "Avec", "Début", "Fin", "Avancement", "Coût (€)"]
    lignes: list[list[Any]] = [["Mairie de Pontferrand (inventée)"], titres]
    vus: list[str] = []
    travers = []
    for action in attendu.actions:
        for rang, niveau in enumerate(action["axes"]):
            if niveau not in vus:
                vus.append(niveau)
                travers.append(len(lignes))
                lignes.append([f"AXE : {first(niveau).upper()}" if rang == 0 else f"Objectif : {first(niveau)}"])
        pilotes = list(action.get("pilotes", ""))
        argent = montants(action)[0][2] if montants(action) else ""
        textes = rangee(action, ("debut", "fin", "statut"), mots=DITS)
        lignes.append([dit(action, "titre"), pilotes, dit(action, "partenaires", " ; "), *textes, argent])
    document = open_classeur()
    feuille = add_feuille(document, "Feuille1", lignes)
    for rang in travers:
        feuille.set_span((0, rang, 6, rang))
    return to_bytes(document.save)


def _open_texte(titre: str) -> Document:
    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, titre))
    return document


def _build_table(nom: str, lignes: list[list[Any]], style: str = "") -> Table:
    table = Table(nom, width=len(lignes[0]), height=len(lignes))
    for rang, ligne in enumerate(lignes):
        for colonne, valeur in enumerate(ligne):
            cellule = Cell()
            cellule.set_attribute("office:value-type", "string")
            for element in valeur if isinstance(valeur, list) else [valeur]:
                cellule.append(element if isinstance(element, Element) else Paragraph(element, style=style))
            table.set_cell((colonne, rang), cellule)
    return table


def _cout(action: Action) -> str:
    return euros(montants(action)[0][2]) if montants(action) else tape(action, "cout")


def t21_fiches_odt(attendu: Attendu) -> bytes:
    """A title by axis; a table by fiche whose first line says its number and its title."""
    document = _open_texte("CTG de Bressuel (commune inventée)")
    champs = {
        "Porteur": "porteurs", "Pilote(s)": "pilotes", "Partenaires": "partenaires", "Public visé": "publics",
        "Descriptif": "description",
    }  # fmt: skip
    for rang, axe, actions in nomme(attendu):
        document.body.append(Header(2, f"Orientation {rang} – {axe}"))
        for action in actions:
            lignes: list[list[Any]] = [[f"Fiche action n° {action['numero']}", action["titre"]]]
            lignes += [[etiquette, tape(action, champ)] for etiquette, champ in champs.items()]
            periode = f"{tape(action, 'debut', jour=en_mots)} – {tape(action, 'fin', jour=en_mots)}"
            lignes += [["Calendrier", periode], ["Budget", _cout(action)]]
            lignes += [["Indicateurs", [*action["indicateurs"]]], ["Statut", tape(action, "statut", DITS)]]
            document.body.append(_build_table(f"Fiche{action['numero']}", lignes))
            document.body.append(Paragraph(""))
    return to_bytes(document.save)


def t22_tableau_odt(attendu: Attendu) -> bytes:
    """One table; an axis spans its lines; a comment, a struck partner, a struck line."""
    document = _open_texte("Plan d'actions de Fontclaire (commune inventée)")
    style = _add_barre(document, "text")
    lignes: list[list[Any]] = [["Axe", "Action", "Pilote", "Partenaires", "Échéance", "État"]]
    fusions = []
    for rang, axe, actions in nomme(attendu):
        fusions.append((len(lignes), len(lignes) + len(actions) - 1))
        for place, action in enumerate(actions):
            champs = ("titre", "pilotes", "partenaires", "fin", "statut")
            valeurs: list[Any] = rangee(action, champs, mots=DITS, jour=en_mots)
            if action["titre"].startswith("Ouvrir une bibliothèque"):
                valeurs = [_strike("", mot, style) for mot in valeurs]
            elif action["titre"].startswith("Réunir les parents"):
                valeurs[2] = _strike("UDAF", ", Croix-Rouge", style)
            elif action["titre"].startswith("Sécuriser"):
                paragraphe = Paragraph(valeurs[3])
                paragraphe.append(
                    Annotation("Vérifier la date avec le préfet", creator="N. Vidalenc", date=datetime(2025, 1, 6))
                )
                valeurs[3] = paragraphe
            lignes.append([f"{rang}. {axe}" if place == 0 else "", *valeurs])
    table = _build_table("Plan", lignes)
    document.body.append(table)
    for debut, fin in fusions:
        table.set_span((0, debut, 0, fin))
    return to_bytes(document.save)


def _strike(avant: str, barre: str, style: str) -> Paragraph:
    paragraphe = Paragraph(avant)
    paragraphe.append(Span(barre, style=style))
    return paragraphe


def t23_listes(attendu: Attendu) -> bytes:
    """« Action 1.1 – … » in a paragraph, then a bullet for each label."""
    document = _open_texte("Notre convention territoriale globale - Hautecombe (commune inventée)")
    document.body.append(Paragraph("Ce document a été préparé avec les habitants au cours de trois soirées."))
    for rang, axe, actions in nomme(attendu):
        document.body.append(Header(2, f"Enjeu {rang} : {axe}"))
        for action in actions:
            document.body.append(Header(3, f"Action {action['numero']} – {action['titre']}"))
            puces = List()
            for etiquette, champ in (("Pilote", "pilotes"), ("Partenaires", "partenaires"), ("Échéance", "fin")):
                puces.append(ListItem(f"{etiquette} : {tape(action, champ, sep=' et ', jour=en_mots)}"))
            puces.append(ListItem(f"État : {tape(action, 'statut', DITS).lower()}"))
            document.body.append(puces)
    return to_bytes(document.save)
