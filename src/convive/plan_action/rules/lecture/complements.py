"""A table that adds indicators or amounts to actions and levels said elsewhere. Pure Python."""

from convive.plan_action.rules.lecture.lecteur import Lecteur
from convive.plan_action.rules.lecture.modele import Grille
from convive.plan_action.rules.lecture.table import Entete
from convive.plan_action.rules.lecture.tableaux import LectureTable
from convive.plan_action.rules.lecture.textes import clean_ligne, parse_code, parse_titre


def read_complement(lecteur: Lecteur, grille: Grille, entete: Entete, fin: int, *, is_csv: bool) -> None:
    """A table that adds indicators or amounts to actions and levels said elsewhere, by their number or their title."""
    lecture = LectureTable(lecteur, grille, entete, [], is_csv=is_csv)
    cles = entete.list_colonnes(
        "numero", "numero_niveau", "niveau", "description", "objectifs", "objectif_general", "thematiques"
    )
    courante: tuple[str | None, str] = (None, "")
    for rangee in grille.rangees[entete.fin + 1 : fin]:
        remplies = [(colonne, cellule) for colonne, cellule in enumerate(rangee.cellules) if cellule]
        if not remplies or lecture._is_entete_repete(rangee) or lecture._is_total(remplies):
            continue
        numero, titre = None, ""
        for colonne in cles:
            texte = clean_ligne(lecture._get(rangee, colonne).texte)
            if not texte:
                continue
            lu = parse_titre(texte)
            numero = (
                numero
                or lu.numero
                or (parse_code(texte) if entete.roles[colonne].champ in ("numero", "numero_niveau") else None)
            )
            titre = titre or lu.titre or texte
        if numero or titre:
            courante = (numero, titre)
        numero, titre = courante
        action, noeud = lecteur.find_action(numero, titre), lecteur.find_noeud(numero, titre)
        if action is not None:
            lecture._put(action, rangee, is_suite=True)
        elif noeud is not None:
            lecteur.add_indicateur_noeud(noeud, lecture._read_indicateurs(rangee))
        else:
            lecture.warn(
                "rattachement_introuvable",
                f"«\u00a0{(numero or titre)[:60]}\u00a0» n’est ni une action ni un niveau du plan.",
                rangee.numero,
            )
