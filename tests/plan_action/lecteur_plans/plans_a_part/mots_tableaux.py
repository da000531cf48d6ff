"""Word files whose actions are lines of tables, or bullets: tables cut by « suite », no style, numbers in titles."""

from docx.enum.section import WD_ORIENT

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import (
    Action,
    Attendu,
    by_axe,
    dit,
    en_chiffres,
    en_mots,
    euros,
    montants,
    quand,
    to_bytes,
)
from tests.plan_action.lecteur_plans.plans_a_part.mots_fiches import STATUTS, add_grille, open_document

COUPE = "dans trois quartiers, "


def d02_suite(attendu: Attendu) -> bytes:
    """A table by axis, cut after three lines; « (suite) » repeats its titles, and once the rest of a description."""
    document = open_document("Ville d'Arquebise (inventée)", "Plan d'actions CTG")
    document.add_paragraph().add_run("PLAN D'ACTIONS DE LA CTG").bold = True
    entete = ["Action", "Descriptif", "Porteur", "Pilote", "Échéance", "État"]
    for rang, (axe, actions) in enumerate(by_axe(attendu.actions).items(), 1):
        document.add_heading(f"Axe {rang} – {axe}", 1)
        lignes = [_ligne_d02(action) for action in actions]
        cut = 3
        if any(COUPE in ligne[1] for ligne in lignes):
            cut = 4
            debut, reste = lignes[3][1].split(COUPE)
            lignes[3] = [lignes[3][0], debut + COUPE.strip(), *lignes[3][2:]]
            lignes.append([f"{lignes[3][0]} (suite)", reste, "", "", "", ""])
        add_grille(document, [entete, *lignes[:cut]])
        if lignes[cut:]:
            document.add_page_break()
            document.add_paragraph(f"Axe {rang} – {axe} (suite)")
            add_grille(document, [entete, *lignes[cut:]])
    return to_bytes(document.save)


def _ligne_d02(action: Action) -> list[str]:
    textes = [dit(action, champ) for champ in ("titre", "description", "porteurs", "pilotes")]
    return [*textes, quand(action, "fin", en_mots), STATUTS[action["statut"]]]


def d03_puces(attendu: Attendu) -> bytes:
    """Neither style of title nor table: bold capitals, then a bullet for each action with its labels inside."""
    document = open_document("", "")
    document.add_paragraph().add_run("NOTRE PLAN POUR LES FAMILLES DES PLANTÉES (commune inventée)").bold = True
    document.add_paragraph("Présenté au conseil municipal du 3 février 2025. Merci à toutes et à tous.")
    for rang, (axe, actions) in enumerate(by_axe(attendu.actions).items(), 1):
        document.add_paragraph().add_run(f"{rang}. {axe.upper()}").bold = True
        for action in actions:
            mots = [f"{action['titre']}."]
            mots += [f"Pilote : {dit(action, 'pilotes')}."] if "pilotes" in action else []
            mots += [f"Partenaires : {dit(action, 'partenaires')}."] if "partenaires" in action else []
            mots += [f"Échéance : {quand(action, 'fin', en_mots)}."]
            mots += [f"Statut : {STATUTS[action['statut']].lower()}."] if "statut" in action else []
            document.add_paragraph(" ".join(mots), style="List Bullet")
    return to_bytes(document.save)


def d06_paysage(attendu: Attendu) -> bytes:
    """One table across the page; an axis is a line merged over all columns; a column says pilot and partners."""
    document = open_document("CTG Vallée de l'Ouchette (inventée)", "Document adopté par le COPIL du 12/12/2024")
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    entete = ["N°", "Actions", "Pilote / Partenaires", "Calendrier", "Moyens financiers", "Indicateurs d'évaluation"]
    table = add_grille(document, [entete])
    for rang, (axe, actions) in enumerate(by_axe(attendu.actions).items(), 1):
        bandeau = table.add_row().cells
        bandeau[0].merge(bandeau[-1]).text = f"AXE {rang} – {axe}"
        for action in actions:
            qui = [f"Pilote : {dit(action, 'pilotes')}"] if "pilotes" in action else []
            qui.append(f"Partenaires : {dit(action, 'partenaires')}")
            argent = [euros(combien) for _, _, combien in montants(action)]
            argent += [action["ecrit"]["budget"]] if "budget" in action["ecrit"] else []
            valeurs = [dit(action, "numero"), dit(action, "titre"), "\n".join(qui), str(action["ecrit"]["calendrier"])]
            valeurs += ["".join(argent), dit(action, "indicateurs", "\n")]
            for cellule, valeur in zip(table.add_row().cells, valeurs, strict=True):
                cellule.text = valeur
    return to_bytes(document.save)


def d07_quarante(attendu: Attendu) -> bytes:
    """A summary typed by hand, two levels of titles, a table by objective; a number opens the title of each action."""
    document = open_document("CTG du Vernoy (territoire inventé)", "Page 1 sur 12")
    document.add_paragraph("Sommaire")
    for rang, axe in enumerate(by_axe(attendu.actions), 1):
        document.add_paragraph(f"{rang}. {axe} ........................ {2 * rang + 1}")
    for rang, (axe, du_axe) in enumerate(by_axe(attendu.actions).items(), 1):
        document.add_heading(f"{rang}. {axe}", 1)
        for place, (objectif, actions) in enumerate(by_axe(du_axe, 1).items(), 1):
            document.add_heading(f"{rang}.{place} {objectif}", 2)
            lignes = [["Action", "Pilote", "Partenaires", "Échéance", "État"]]
            for action in actions:
                textes = [f"{action['numero']} {action['titre']}", dit(action, "pilotes"), dit(action, "partenaires")]
                lignes.append([*textes, quand(action, "fin", en_chiffres), dit(action, "statut")])
            add_grille(document, lignes)
            document.add_paragraph()
    return to_bytes(document.save)
