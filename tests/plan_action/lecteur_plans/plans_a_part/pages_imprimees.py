"""PDF files: fiches without lines, a table cut by pages, framed fiches, bullets; summaries, headers and footers."""

import typst

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import (
    Action,
    Attendu,
    by_axe,
    dit,
    en_mots,
    euros,
    montants,
    quand,
)
from tests.plan_action.lecteur_plans.plans_a_part.mots_fiches import STATUTS

STATUTS_DITS = {**STATUTS, "bloquee": "Bloquée", "abandonnee": "Abandonnée"}
MARQUES = str.maketrans({marque: f"\\{marque}" for marque in "\\#*_`$<>@[]~/-+="})


def ecrit(mot: str) -> str:
    """A text that typst prints as it is."""
    return mot.translate(MARQUES).replace("\n", " \\ ")


def to_pdf(corps: str, entete: str, pied: str, hauteur: str = "297mm", largeur: str = "210mm") -> bytes:
    page = (
        f"#set page(width: {largeur}, height: {hauteur}, margin: 20mm, header: [{ecrit(entete)}], "
        f'footer: context [{ecrit(pied)} #h(1fr) Page #counter(page).display("1 / 1", both: true)])\n'
    )
    page += '#set document(date: none)\n#set text(lang: "fr", size: 10pt)\n'
    return bytes(typst.compile((page + corps).encode(), ignore_system_fonts=True))


def p01_fiches_sans_trait(attendu: Attendu) -> bytes:
    """A summary, then fiches that flow over pages: a label on the left, its value on the right, no line at all."""
    morceaux = ["= Programme d'actions de la CTG de Rochevive (territoire inventé)", "#outline(title: [Sommaire])"]
    morceaux.append("#pagebreak()")
    champs = {
        "Structure porteuse": "porteurs", "Pilote": "pilotes", "Partenaires": "partenaires", "Public": "publics",
        "Description": "description",
    }  # fmt: skip
    for rang, (axe, actions) in enumerate(by_axe(attendu.actions).items(), 1):
        for place, action in enumerate(actions):
            if place == 0:
                morceaux.append(f"= Axe {rang} : {ecrit(axe)}")
            morceaux.append(f"== Fiche action {action['numero']} : {ecrit(action['titre'])}")
            lignes = [(etiquette, dit(action, champ)) for etiquette, champ in champs.items()]
            lignes += [("Calendrier", f"{quand(action, 'debut', en_mots)} à {quand(action, 'fin', en_mots)}")]
            lignes += [("Statut", STATUTS_DITS[action["statut"]]), ("Indicateurs", dit(action, "indicateurs"))]
            cellules = ", ".join(f"[*{ecrit(etiquette)}*], [{ecrit(mot)}]" for etiquette, mot in lignes)
            morceaux.append(f"#grid(columns: (40mm, 1fr), row-gutter: 8pt, {cellules})")
    return to_pdf("\n\n".join(morceaux), "", "CTG de Rochevive - Agence des Trois Rivières (inventée)", hauteur="118mm")


def p02_tableau_coupe(attendu: Attendu) -> bytes:
    """Lines around each cell, titles repeated on each page, short pages that cut lines in two."""
    titres = ["Axe", "Action", "Contenu", "Pilote", "Partenaires", "Échéance", "Statut"]
    cellules = [f"table.header({', '.join(f'[*{titre}*]' for titre in titres)})"]
    vus: set[str] = set()
    for action in attendu.actions:
        axe = action["axes"][0]
        mots = ["" if axe in vus else axe]
        mots += [dit(action, champ) for champ in ("titre", "description", "pilotes", "partenaires")]
        mots += [quand(action, "fin", en_mots), STATUTS_DITS[action["statut"]]]
        vus.add(axe)
        cellules.append(", ".join(f"[{ecrit(mot)}]" for mot in mots))
    corps = "#set text(8pt, costs: (widow: 0%, orphan: 0%))\n= Ce que fait la CTG du Pays de Lantenay-Haut (inventé)\n"
    corps += f"#table(columns: (20mm, 30mm, 1fr, 24mm, 24mm, 21mm, 20mm), {', '.join(cellules)})"
    return to_pdf(corps, "Plan d'actions 2024-2028", "Service communication", hauteur="130mm")


def p03_fiches_cadre(attendu: Attendu) -> bytes:
    """A framed fiche a page, then who pays, with a total."""
    morceaux = ["= CTG du Grand-Ombreval (territoire inventé)"]
    champs = {
        "Axe": "axes", "Fiche n°": "numero", "Intitulé de l'action": "titre", "Porteur": "porteurs",
        "Pilote": "pilotes", "Partenaires": "partenaires", "Public visé": "publics", "Description": "description",
    }  # fmt: skip
    for rang, action in enumerate(attendu.actions):
        morceaux += ["#pagebreak()"] if rang else []
        lignes = [(etiquette, dit(action, champ)) for etiquette, champ in champs.items()]
        lignes += [("Date de début", quand(action, "debut")), ("Date de fin", quand(action, "fin"))]
        lignes += [("État", STATUTS_DITS[action["statut"]]), ("Indicateurs", dit(action, "indicateurs"))]
        cellules = ", ".join(f"[*{ecrit(etiquette)}*], [{ecrit(mot)}]" for etiquette, mot in lignes)
        morceaux.append(f"#table(columns: (45mm, 1fr), {cellules})")
        if montants(action):
            morceaux.append("*Plan de financement*\n\n" + _financement(action))
    return to_pdf("\n\n".join(morceaux), "Caf de l'Aubre (inventée)", "Convention territoriale globale")


def _financement(action: Action) -> str:
    lignes = montants(action)
    annee = lignes[0][0]
    cellules = [f"[*Financeur*], [*{annee}*]"]
    cellules += [f"[{ecrit(qui)}], [{euros(combien)}]" for _, qui, combien in lignes]
    cellules.append(f"[*Total*], [*{euros(sum(combien for _, _, combien in lignes))}*]")
    return f"#table(columns: (60mm, 40mm), {', '.join(cellules)})"


def p04_puces_sommaire(attendu: Attendu) -> bytes:
    """Numbered titles, a summary with page numbers, a bullet for each action."""
    morceaux = ['#set heading(numbering: "1.")', "#outline(title: [Sommaire])"]
    for axe, actions in by_axe(attendu.actions).items():
        morceaux.append(f"= {ecrit(axe)}")
        for action in actions:
            mots = f"{action['titre']}."
            mots += f" Pilote : {dit(action, 'pilotes')}." if "pilotes" in action else ""
            morceaux.append(f"- {ecrit(f'{mots} Échéance : {quand(action, "fin", en_mots)}')}")
    return to_pdf("\n\n".join(morceaux), "CTG du Bois-Trévoux (inventée)", "Comité local", hauteur="120mm")
