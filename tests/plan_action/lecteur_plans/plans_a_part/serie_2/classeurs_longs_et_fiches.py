"""Workbooks of many lines, of fiches on one sheet, of tables one under another."""

from tests.plan_action.lecteur_plans.plans_a_part.classeurs_mairie import GRAS, GRIS, open_feuille, put
from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, to_bytes
from tests.plan_action.lecteur_plans.plans_a_part.serie_2.commun import nomme, rangee, tape


def x26_trente(attendu: Attendu) -> bytes:
    """Nothing is merged: the two levels are repeated on each line, as a filter wants; a status opens with its rank."""
    classeur, feuille = open_feuille("Base actions")
    titres = ["Enjeu", "Objectif stratégique", "Réf.", "Libellé de l'action", "Structure porteuse", "Pilote", "Public"]
    put(feuille, 1, [*titres, "Année début", "Année fin", "Statut"], True)
    mots = {"a_preparer": "1 - à lancer", "en_cours": "2 - en cours", "realisee": "3 - fait"}
    mots |= {"abandonnee": "4 - abandonnée"}
    champs = ("numero", "titre", "porteurs", "pilotes", "publics")
    for ligne, action in enumerate(attendu.actions, 2):
        enjeu, objectif = action["axes"]
        rangs = action["numero"].split(".")
        niveaux = [f"Enjeu {rangs[0]} : {enjeu}", f"{rangs[0]}.{rangs[1]} {objectif}"]
        annees = [int(action["debut"]), int(action["fin"])]
        put(feuille, ligne, [*niveaux, *rangee(action, champs), *annees, tape(action, "statut", mots)])
    feuille.auto_filter.ref = f"A1:J{len(attendu.actions) + 1}"
    feuille.freeze_panes = "A2"
    return to_bytes(classeur.save)


def x27_fiches_empilees(attendu: Attendu) -> bytes:
    """One sheet, a fiche under another: a grey band with number and title, then a label and its value."""
    classeur, feuille = open_feuille("Fiches actions")
    feuille["A1"] = "CTG des Deux-Nièvres (territoire inventé)"
    champs = {
        "Orientation": "axes", "Porteur": "porteurs", "Pilote(s)": "pilotes", "Partenaires associés": "partenaires",
        "Public visé": "publics", "Descriptif": "description", "Date de début": "debut", "Date de fin": "fin",
        "Budget prévisionnel": "cout", "Indicateurs": "indicateurs", "État d'avancement": "statut",
    }  # fmt: skip
    ligne = 3
    for rang, axe, actions in nomme(attendu):
        for action in actions:
            bandeau = feuille.cell(ligne, 1, f"Fiche action n° {action['numero']} : {action['titre']}")
            bandeau.font, bandeau.fill = GRAS, GRIS
            feuille.merge_cells(start_row=ligne, end_row=ligne, start_column=1, end_column=2)
            for pas, (etiquette, champ) in enumerate(champs.items(), 1):
                sep = "\n" if champ in ("partenaires", "indicateurs", "pilotes") else ", "
                valeur = f"{rang}. {axe}" if champ == "axes" else tape(action, champ, sep=sep)
                put(feuille, ligne + pas, [etiquette, valeur])
                feuille.cell(ligne + pas, 1).font = GRAS
            ligne += len(champs) + 3
    return to_bytes(classeur.save)


def x28_ambitions(attendu: Attendu) -> bytes:
    """A band by axis, then the titles again, then its lines; a source and a legend close the sheet."""
    classeur, feuille = open_feuille("Plan")
    feuille["A1"] = "CC Causse et Vallon (inventée)"
    feuille["A2"] = "Plan d'actions de la CTG"
    champs = ("numero", "titre", "porteurs", "pilotes", "communes", "fin", "statut")
    titres = ["N°", "Action", "Structure responsable", "Pilote", "Communes concernées", "Échéance", "Statut"]
    ligne = 4
    for rang, axe, actions in nomme(attendu):
        bandeau = feuille.cell(ligne, 1, f"Ambition {rang} : {axe.split(' || ')[0]}")
        bandeau.font, bandeau.fill = GRAS, GRIS
        feuille.merge_cells(start_row=ligne, end_row=ligne, start_column=1, end_column=7)
        put(feuille, ligne + 1, titres, True)
        ligne += 2
        for action in actions:
            put(feuille, ligne, rangee(action, champs))
            ligne += 1
        ligne += 1
    feuille.cell(ligne, 1, "Source : comité technique du 14 mai 2025")
    return to_bytes(classeur.save)
