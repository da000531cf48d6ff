"""PDF files: a signed convention and its annex, a fiche a page, a brochure, a printed follow-up."""

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, en_mots
from tests.plan_action.lecteur_plans.plans_a_part.pages_imprimees import ecrit, to_pdf
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, rangee, tape
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.pages import _ligne
from tests.plan_action.lecteur_plans.plans_a_part.serie_3.commun import DITS, axes, cout, periode, une_ligne
from tests.plan_action.lecteur_plans.plans_a_part.serie_3.words_tableaux import ARTICLES


def p41_annexe_signee(attendu: Attendu) -> bytes:
    """Articles, signatures, then the table of the annex, its axes in bands."""
    morceaux = ["= Convention territoriale globale", "Entre la Caf de la Mézière (inventée) et la CC du Sud-Mézeraud"]
    for article, texte in ARTICLES.items():
        morceaux += [f"== {ecrit(article)}", ecrit(texte)]
    morceaux.append("Fait à Mézeraud-le-Sud, le 18 décembre 2023.")
    morceaux += ["#pagebreak()", "= Annexe 4 : plan d'actions 2024\\-2028"]
    titres = ["N°", "Intitulé de l'action", "Structure porteuse", "Partenaires", "Période", "Indicateur"]
    cellules = [f"table.header({_ligne(titres, True)})"]
    for rang, axe, actions in nomme(attendu):
        cellules.append(f'table.cell(colspan: 6, fill: rgb("#e7e6e6"))[*Axe {rang} : {ecrit(axe)}*]')
        champs = ("numero", "titre", "porteurs", "partenaires", "periode", "indicateurs")
        cellules += [_ligne(une_ligne(action, *champs)) for action in actions]
    morceaux.append(f"#text(9pt)[#table(columns: (10mm, 1fr, 34mm, 28mm, 22mm, 30mm), {', '.join(cellules)})]")
    return to_pdf("\n\n".join(morceaux), "CTG du Sud-Mézeraud (territoire inventé)", "Paraphes")


MODELE = {
    "Axe": "axes", "Objectif": "objectif", "Éléments de diagnostic": "contexte",
    "Description de l'action": "description", "Public": "publics", "Porteur de l'action": "porteurs",
    "Élue référente": "elue", "Référent technique": "pilotes", "Partenaires": "partenaires", "Calendrier": "periode",
    "Coût prévisionnel": "cout", "Indicateurs": "indicateurs", "Résultats attendus": "resultats",
}  # fmt: skip


def p42_fiches_page(attendu: Attendu) -> bytes:
    """A fiche a page, its title in a band."""
    morceaux = []
    for place, action in enumerate(attendu.actions):
        morceaux += ["#pagebreak()"] if place else []
        titre = f"Fiche action n° {action['numero']} : {action['titre']}"
        cellules = [f'table.cell(colspan: 2, fill: rgb("#d9e2f3"))[*{ecrit(titre)}*]']
        for etiquette, champ in MODELE.items():
            if champ == "periode":
                valeur = periode(action, " à ", jour=en_mots)
            else:
                valeur = cout(action) if champ == "cout" else tape(action, champ, sep="\n")
            valeur = {"axes": axes(action)[0], "elue": "Marie-Hélène Tournebise"}.get(champ, valeur)
            cellules.append(f"[*{ecrit(etiquette)}*], [{ecrit(valeur)}]")
        morceaux.append(f"#table(columns: (48mm, 1fr), inset: 7pt, {', '.join(cellules)})")
    return to_pdf("\n\n".join(morceaux), "Agglomération de Vauclonne et sa Caf (inventées)", "Fiches actions CTG")


def p43_brochure(attendu: Attendu) -> bytes:
    """A coloured block by action: its title, two lines, who leads it and when."""
    morceaux = ["#align(center)[#text(20pt)[*Notre plan pour les familles*]]", "_Ville de Roquevigne (inventée)_"]
    for rang, axe, actions in nomme(attendu):
        morceaux.append(f"= Orientation {rang} : {ecrit(axe)}")
        for action in actions:
            bloc = f"*{ecrit(action['titre'])}*\n\n{ecrit(tape(action, 'description'))}\n\n"
            bloc += f"*Pilote :* {ecrit(tape(action, 'pilotes'))}\n\n*Calendrier :* {ecrit(periode(action))}"
            morceaux.append(
                f'#block(fill: rgb("#fce4d6"), inset: 8pt, radius: 4pt, width: 100%, breakable: false)[{bloc}]'
            )
    return to_pdf("\n\n".join(morceaux), "", "Direction de la communication")


def p44_suivi_imprime(attendu: Attendu) -> bytes:
    """Across two pages; an axis spans its lines, days are in figures."""
    titres = ["Axe", "Action", "Référent", "Partenaires", "Début", "Fin", "État d'avancement"]
    cellules = [f"table.header({_ligne(titres, True)})"]
    champs = ("titre", "pilotes", "partenaires", "debut", "fin", "statut")
    for _, axe, actions in nomme(attendu):
        cellules.append(f"table.cell(rowspan: {len(actions)}, breakable: false)[*{ecrit(axe)}*]")
        cellules += [_ligne(rangee(action, champs, mots=DITS)) for action in actions]
    colonnes = "(28mm, 1fr, 38mm, 44mm, 24mm, 24mm, 30mm)"
    corps = "= Suivi de la CTG du Pays de Lormeau (territoire inventé)\n\n#set text(9pt)\n"
    corps += f"#table(columns: {colonnes}, {', '.join(cellules)})"
    return to_pdf(corps, "Mise à jour : septembre 2025", "Suivi CTG", hauteur="80mm", largeur="297mm")
