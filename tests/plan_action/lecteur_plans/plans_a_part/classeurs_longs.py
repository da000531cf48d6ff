"""Workbooks of people who have many actions, or one sheet for each, or a calendar that is ticked."""

from datetime import date

from tests.plan_action.lecteur_plans.plans_a_part.classeurs_mairie import GRAS, merge_down, open_feuille, put
from tests.plan_action.lecteur_plans.plans_a_part.ecritures import (
    PEUT_ETRE,
    Attendu,
    by_axe,
    dit,
    en_mots,
    first,
    montant,
    montants,
    quand,
    to_bytes,
)


def _jour(brut: str) -> date | str | int:
    """A real day where it is one; the day zero of a spreadsheet is the number 0 shown as a day."""
    if brut == "00/01/1900":
        return 0
    return date.fromisoformat(brut) if brut[:4].isdigit() else brut


def x08_quarante(attendu: Attendu) -> bytes:
    """Three levels merged downwards, real days, a hidden line, a zero day, a general total."""
    classeur, feuille = open_feuille("Plan d'actions")
    feuille["A1"] = "CTG de Montreval 2024-2028 (territoire inventé)"
    entete = ["Axe", "Objectif stratégique", "Objectif opérationnel", "N°", "Intitulé de l'action", "Descriptif"]
    entete += [
        "Maître d'ouvrage",
        "Pilote",
        "Partenaires",
        "Date de début",
        "Date de fin",
        "État",
        "Budget prévisionnel",
    ]
    put(feuille, 3, entete, True)
    debuts = [0, 0, 0]
    precedents: list[str] = ["", "", ""]
    for ligne, action in enumerate(attendu.actions, 4):
        niveaux = list(action["axes"])
        changes = [niveaux[: rang + 1] != precedents[: rang + 1] for rang in range(3)]
        for rang in range(3):
            if changes[rang] and debuts[rang]:
                merge_down(feuille, rang + 1, debuts[rang], ligne - 1)
            debuts[rang] = ligne if changes[rang] else debuts[rang]
        montrees = [f"{niveau}" if change else "" for niveau, change in zip(niveaux, changes, strict=True)]
        textes = [dit(action, champ) for champ in ("titre", "description", "porteurs", "pilotes", "partenaires")]
        jours = [_jour(dit(action, champ)) for champ in ("debut", "fin")]
        argent = montants(action)[0][2] if montants(action) else ""
        put(feuille, ligne, [*montrees, int(action["numero"]), *textes, *jours, dit(action, "statut"), argent])
        for colonne in (10, 11):
            feuille.cell(ligne, colonne).number_format = "dd/mm/yyyy"
        precedents = niveaux
    derniere = 3 + len(attendu.actions)
    for rang in range(3):
        merge_down(feuille, rang + 1, debuts[rang], derniere)
    feuille.row_dimensions[20].hidden = True
    somme = sum(combien for action in attendu.actions for _, _, combien in montants(action))
    put(feuille, derniere + 1, ["TOTAL GÉNÉRAL", *[""] * 11, somme], True)
    feuille.auto_filter.ref = f"A3:M{derniere}"
    return to_bytes(classeur.save)


def x09_deux_cent_cinquante(attendu: Attendu) -> bytes:
    """250 actions; an axis and an objective are written on the first of their lines only."""
    classeur, feuille = open_feuille("CTG agglo")
    feuille["A1"] = "Agglomération de Castelnoux-Bréval (inventée) : les 250 actions"
    put(feuille, 2, ["Axe", "Objectif", "Réf.", "Action", "Agent pilote", "Échéance", "Avancement"], True)
    vus: set[tuple[str, ...]] = set()
    romains = {
        axe: attendu.actions[rang * 50]["numero"].split(".")[0] for rang, axe in enumerate(by_axe(attendu.actions))
    }
    for ligne, action in enumerate(attendu.actions, 3):
        axe, objectif = action["axes"]
        reference, lettre = action["numero"], ".".join(action["numero"].split(".")[:2])
        colonne_axe = "" if (axe,) in vus else f"{romains[axe]} - {axe}"
        colonne_objectif = "" if (axe, objectif) in vus else f"{lettre} - {objectif}"
        vus |= {(axe,), (axe, objectif)}
        textes = [dit(action, "titre"), dit(action, "pilotes"), quand(action, "fin"), dit(action, "statut")]
        put(feuille, ligne, [colonne_axe, colonne_objectif, reference, *textes])
    feuille.cell(254, 1, "250 actions au total").font = GRAS
    return to_bytes(classeur.save)


def x10_fiches_feuilles(attendu: Attendu) -> bytes:
    """One sheet for each fiche: labels, values, then the funders by year with totals; a blank model at the end."""
    classeur, feuille = open_feuille("Fiche 1")
    for action in [*attendu.actions, None]:
        if action is None:
            feuille = classeur.create_sheet("Modèle vierge")
        elif action["numero"] != "1":
            feuille = classeur.create_sheet(f"Fiche {action['numero']}")
        feuille["A1"] = f"FICHE ACTION N° {action['numero'] if action else '…'}"
        feuille["A1"].font = GRAS
        feuille["A2"] = "CTG du Plateau de Vènes (territoire inventé)"
        champs = {
            "Axe": "axes", "Intitulé de l'action": "titre", "Structure porteuse": "porteurs", "Pilote": "pilotes",
            "Partenaires": "partenaires", "Public visé": "publics", "Description": "description",
        }  # fmt: skip
        lignes = [[etiquette, dit(action, champ) if action else ""] for etiquette, champ in champs.items()]
        lignes.append(["Calendrier", _periode(action) if action else ""])
        lignes.append(["Statut", dit(action, "statut") if action else ""])
        lignes.append(["Indicateurs d'évaluation", dit(action, "indicateurs", "\n") if action else ""])
        for ligne, valeurs in enumerate(lignes, 4):
            put(feuille, ligne, valeurs)
            feuille.cell(ligne, 1).font = GRAS
            feuille.merge_cells(start_row=ligne, end_row=ligne, start_column=2, end_column=4)
        put(feuille, 15, ["Plan de financement", "2025", "2026", "Total"], True)
        _put_financement(feuille, action)
    return to_bytes(classeur.save)


def _periode(action) -> str:
    fin = en_mots(first(action["fin"]))
    return f"de {en_mots(action['debut'])} à {fin}" if not action["debut"].endswith(PEUT_ETRE) else f"courant {fin}"


def _put_financement(feuille, action) -> None:
    qui = dict.fromkeys(nom for _, nom, _ in montants(action)) if action else {"": None}
    ligne, sommes = 16, [0.0, 0.0]
    for nom in qui:
        parts = [montant(action, annee, nom) if action else None for annee in (2025, 2026)]
        sommes = [somme + (part or 0) for somme, part in zip(sommes, parts, strict=True)]
        total = sum(part or 0 for part in parts)
        put(feuille, ligne, [nom, *("" if part is None else part for part in parts), total or ""])
        ligne += 1
    # The first author added up wrongly: 370 000 is right.
    general = 371000 if action and action["numero"] == "1" else sum(sommes)
    put(feuille, ligne, ["Total", *(somme or "" for somme in sommes), general or ""], True)


def x11_paragraphes(attendu: Attendu) -> bytes:
    """Titles of columns in everyday words; a list with dashes inside a cell."""
    classeur, feuille = open_feuille("Notre projet")
    feuille["B1"] = "Ce que nous allons faire pour les familles - Pays d'Aure (inventé)"
    entete = ["Ce qui ne va pas", "Ce qu'on va faire", "Qui s'en charge", "Avec qui", "Quand"]
    put(feuille, 3, [*entete, "Comment on saura que ça marche", "Observations"], True)
    ligne = 4
    for axe, actions in by_axe(attendu.actions).items():
        debut = ligne
        for action in actions:
            partenaires = "\n".join(f"- {nom}" for nom in action["partenaires"])
            signes = dit(action, "indicateurs", "\n")
            textes = [dit(action, "titre"), dit(action, "pilotes", "\n"), partenaires, quand(action, "fin", en_mots)]
            put(feuille, ligne, [axe if ligne == debut else "", *textes, signes, ""])
            ligne += 1
        merge_down(feuille, 1, debut, ligne - 1)
    return to_bytes(classeur.save)


TRIMESTRES = [f"T{rang} {annee}" for annee in (2025, 2026) for rang in (1, 2, 3, 4)]


def x12_trimestres(attendu: Attendu) -> bytes:
    """A cross in each quarter where the action lives; a hidden column of costs; counts at the foot."""
    classeur, feuille = open_feuille("Planning")
    feuille["A1"] = "Communauté urbaine de Merlange (inventée)"
    put(feuille, 2, ["Axe", "N°", "Action", "Chef de file", "Statut", *TRIMESTRES, "Coût confidentiel"], True)
    mots = {"en_cours": "En cours", "a_preparer": "À démarrer", "realisee": "Fait"}
    vus: set[str] = set()
    for ligne, action in enumerate(attendu.actions, 3):
        axe = action["axes"][0]
        croix = ["x" if _is_vivante(action, trimestre) else "" for trimestre in TRIMESTRES]
        textes = [dit(action, "numero"), dit(action, "titre"), dit(action, "pilotes"), mots[action["statut"]]]
        put(feuille, ligne, ["" if axe in vus else axe, *textes, *croix, "à chiffrer" if ligne == 4 else ""])
        vus.add(axe)
    feuille.column_dimensions["N"].hidden = True
    feuille.cell(12, 1, "Nombre d'actions")
    feuille.cell(12, 3, len(attendu.actions))
    return to_bytes(classeur.save)


def _is_vivante(action, trimestre: str) -> bool:
    if "debut" not in action:
        return False
    premier = f"{trimestre[3:]}-{3 * int(trimestre[1]) - 2:02d}"
    return first(action["debut"]) <= premier <= first(action["fin"])
