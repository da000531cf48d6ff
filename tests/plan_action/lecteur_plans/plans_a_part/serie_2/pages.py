"""PDF files: a long table across pages, two fiches a page, a printed spreadsheet, the annex of a deliberation."""

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Action, Attendu, en_mots, euros, first, montant
from tests.plan_action.lecteur_plans.plans_a_part.pages_imprimees import ecrit, to_pdf
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, rangee, tape
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.words_fiches import DITS

ANNEES = (2025, 2026, 2027)


def _ligne(mots: list[str], gras: bool = False) -> str:
    return ", ".join(f"[*{ecrit(mot)}*]" if gras and mot else f"[{ecrit(mot)}]" for mot in mots)


def p21_paysage(attendu: Attendu) -> bytes:
    """Titles come back on each page; an axis spans its lines and is cut with them."""
    titres = ["Axe", "N°", "Action", "Pilote", "Partenaires", "Échéance", "Budget", "Avancement"]
    cellules = [f"table.header({_ligne(titres, True)})"]
    champs = ("numero", "titre", "pilotes", "partenaires", "fin", "cout", "statut")
    for rang, axe, actions in nomme(attendu):
        cellules.append(f"table.cell(rowspan: {len(actions)})[*Axe {rang} : {ecrit(axe)}*]")
        cellules += [_ligne(rangee(action, champs, mots=DITS, sep="\n")) for action in actions]
    colonnes = "(26mm, 9mm, 1fr, 32mm, 38mm, 24mm, 20mm, 25mm)"
    corps = "#set text(9pt)\n= Convention territoriale globale de Combelongue (territoire inventé)\n"
    corps += f"#table(columns: {colonnes}, {', '.join(cellules)})"
    return to_pdf(corps, "Plan d'actions 2024-2028", "Service communication", hauteur="105mm", largeur="297mm")


def p22_fiches_doubles(attendu: Attendu) -> bytes:
    """A coloured band holds the axis and the title; then a label and a value, twice a line."""
    morceaux = ["= CTG Vallée-d'Hermel (territoire inventé)"]
    for rang, axe, actions in nomme(attendu):
        for action in actions:
            titre = f"Fiche {action['numero']} : {action['titre']}"
            paires = [("Porteur", "porteurs"), ("Pilote", "pilotes"), ("Partenaires", "partenaires")]
            paires += [("Public", "publics"), ("Début", "debut"), ("Fin", "fin"), ("Statut", "statut")]
            paires += [("Indicateur", "indicateurs")]
            cellules = [f'table.cell(colspan: 4, fill: rgb("#cfe8d5"))[*{ecrit(titre)}*]']
            cellules += [f"[*Axe*], table.cell(colspan: 3)[{ecrit(f'Axe {rang} – {axe}')}]"]
            cellules += [
                f"[*{etiquette}*], [{ecrit(tape(action, champ, DITS, jour=en_mots))}]" for etiquette, champ in paires
            ]
            cellules += [f"[*Description*], table.cell(colspan: 3)[{ecrit(tape(action, 'description'))}]"]
            table = f"#table(columns: (26mm, 1fr, 26mm, 1fr), {', '.join(cellules)})"
            morceaux.append(f"#block(breakable: false)[{table}]")
    return to_pdf("\n\n".join(morceaux), "Programme d'actions", "Agence Lune d'encre (inventée)", hauteur="165mm")


def _couts(action: Action) -> list[str]:
    return [euros(montant(action, annee)) for annee in ANNEES]


def p23_tableur_imprime(attendu: Attendu) -> bytes:
    """A band by axis across the table, its subtotal, and a total of 2026 that is 1 000 euros too high."""
    cellules = [f"table.header({_ligne(['Action', 'Maître d’ouvrage', 'Pilote', *map(str, ANNEES)], True)})"]
    general = [0.0, 0.0, 0.0]
    for rang, axe, actions in nomme(attendu):
        cellules.append(f'table.cell(colspan: 6, fill: rgb("#dde6f0"))[*AXE {rang} - {ecrit(axe.upper())}*]')
        cellules += [_ligne([*rangee(action, ("titre", "porteurs", "pilotes")), *_couts(action)]) for action in actions]
        sommes = [sum(montant(action, annee) or 0 for action in actions) for annee in ANNEES]
        general = [un + deux for un, deux in zip(general, sommes, strict=True)]
        cellules.append(_ligne([f"Sous-total axe {rang}", "", "", *map(euros, sommes)], True))
    general[1] += 1000
    cellules.append(_ligne(["TOTAL CTG", "", "", *map(euros, general)], True))
    table = f"#table(columns: (1fr, 38mm, 34mm, 24mm, 24mm, 24mm), stroke: 0.3pt, {', '.join(cellules)})"
    corps = f"#set text(9pt)\n#align(center)[*Maquette financière de la CTG d'Arvenne (territoire inventé)*]\n\n{table}"
    return to_pdf(corps, "maquette_ctg_v7.xlsx", "Feuille1", hauteur="190mm", largeur="280mm")


def p24_deliberation(attendu: Attendu) -> bytes:
    """What the assembly considered, then a table with lines across only, then who signed."""
    morceaux = ["= Délibération n° 2025-041", "*Objet : plan d'actions de la convention territoriale globale*"]
    morceaux.append(
        "Considérant que la communauté de communes du Lac d'Aurel (inventée) a signé une convention territoriale "
        "globale pour la période 2024 à 2028 ; considérant l'avis du comité de pilotage du 3 mars 2025 ;"
    )
    morceaux.append("Le conseil, après en avoir délibéré, adopte à l'unanimité le plan d'actions ci-dessous.")
    cellules = [f"table.header({_ligne(['Action', 'Structure porteuse', 'Pilote', 'Échéance', 'État'], True)})"]
    champs = ("titre", "porteurs", "pilotes", "fin", "statut")
    for rang, axe, actions in nomme(attendu):
        cellules.append(f"table.cell(colspan: 5)[*Ambition {rang} – {ecrit(axe)}*]")
        cellules += [_ligne(rangee(action, champs, mots=DITS, jour=en_mots)) for action in actions]
    filets = "stroke: (x: none, y: 0.5pt)"
    morceaux.append(f"#table(columns: (1fr, 36mm, 34mm, 30mm, 24mm), {filets}, {', '.join(cellules)})")
    morceaux.append("Fait à Aurel, le 12 mars 2025. La présidente, Victoire Sabourin (personne inventée).")
    return to_pdf("\n\n".join(morceaux), "CC du Lac d'Aurel", "Registre des délibérations", hauteur="230mm")


def p25_longues_fiches(attendu: Attendu) -> bytes:
    """Short pages: a fiche goes on to the next one, in the middle of its bullets; the axis is a title."""
    champs = {
        "Porteur": "porteurs", "Pilote(s)": "pilotes", "Partenaires": "partenaires", "Public": "publics",
        "Communes": "communes", "Description": "description", "Calendrier": "calendrier",
        "Indicateurs": "indicateurs", "Avancement": "statut",
    }  # fmt: skip
    morceaux = []
    for rang, axe, actions in nomme(attendu):
        for place, action in enumerate(actions):
            morceaux += ["#pagebreak(weak: true)"]
            morceaux += [f"= Axe {rang} – {ecrit(axe)}"] if place == 0 else []
            cellules = [f"[*Action n° {action['numero']}*], [*{ecrit(action['titre'])}*]"]
            for etiquette, champ in champs.items():
                if champ == "description":
                    texte, *puces = first(action["description"]).split(" - ")
                    valeur = ecrit(texte) + "".join(f"\n- {ecrit(puce)}" for puce in puces)
                elif champ == "calendrier":
                    valeur = " à ".join(tape(action, borne, jour=en_mots) for borne in ("debut", "fin"))
                else:
                    sep = "\n" if champ in ("pilotes", "indicateurs") else ", "
                    valeur = ecrit(tape(action, champ, DITS, sep))
                cellules.append(f"[*{etiquette}*], [{valeur}\n]")
            morceaux.append(f"#table(columns: (34mm, 1fr), {', '.join(cellules)})")
    entete = "CTG des Trois-Landes (territoire inventé)"
    return to_pdf("\n\n".join(morceaux), entete, "Cabinet Estuaire (inventé)", hauteur="105mm")
