"""A record of a CSV whose cells slid: a separator inside a text, an empty cell too many. Pure Python.

Nothing is put right unless everything then fits: dates under dates, amounts under amounts, statuses under statuses.
"""

from convive.plan_action.lecteur_plans.modele import VIDE, Cellule, Rangee
from convive.plan_action.lecteur_plans.table import Entete
from convive.plan_action.lecteur_plans.valeurs.calendrier import is_date_zero, parse_calendrier
from convive.plan_action.lecteur_plans.valeurs.listes import is_personne, parse_noms
from convive.plan_action.lecteur_plans.valeurs.montants import parse_montants
from convive.plan_action.lecteur_plans.valeurs.statuts import parse_statut
from convive.plan_action.lecteur_plans.valeurs.textes import is_absence
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import Role

# How many cells too many are looked for, and how many cells must stand under a wrong title before one looks.
MAX_EN_TROP = 3
MIN_FAUTES = 2
# Where a text that a separator cuts is likeliest.
LIBRES = frozenset({"", "titre", "description", "commentaire"})
# Fields that few words can fill: where they fit, nothing slid.
SURS = frozenset({"statut", "question_realisee", "budget", "financement", "debut", "fin", "avancement"})


def is_decalee(entete: Entete, rangee: Rangee, largeur_ecrite: int) -> bool:
    """More cells than titles, or several that cannot be what their titles say; one is enough in a record that is not
    as long as the others, or that says a status elsewhere than under its title."""
    largeur = max(entete.textes, default=-1) + 1
    en_trop = any(rangee.cellules[largeur:])
    fautes = _count_fautes(entete, rangee.cellules)
    is_autre = len(rangee.cellules) != largeur_ecrite or _is_statut_ailleurs(entete, rangee.cellules)
    return en_trop or fautes >= (1 if is_autre else MIN_FAUTES)


def _is_statut_ailleurs(entete: Entete, cellules: list[Cellule]) -> bool:
    statuts = entete.list_colonnes("statut")
    return bool(statuts) and not any(colonne < len(cellules) and cellules[colonne] for colonne in statuts)


def realign(entete: Entete, rangee: Rangee, separateur: str, largeur_ecrite: int) -> tuple[list[Cellule], str] | None:
    """The cells in their place, and the text that had been cut; nothing when no one place is the right one."""
    largeur = max(entete.textes, default=-1) + 1
    cellules = list(rangee.cellules)
    if len(cellules) < largeur_ecrite:
        # A cell is missing: nothing was cut.
        return None
    while cellules and not cellules[-1]:
        cellules.pop()
    avant = _count_fautes(entete, cellules)
    is_sure = any(entete.roles[c].champ in SURS and c < len(cellules) and cellules[c] for c in entete.roles)
    if avant == 0 and is_sure:
        # All is in its place: what is too many comes after.
        return None
    candidats: list[tuple[int, int, int, int, list[Cellule], str]] = []
    for en_trop in range(max(1, len(cellules) - largeur), MAX_EN_TROP + 1):
        for debut in range(len(cellules) - en_trop):
            morceaux = [cellule.texte for cellule in cellules[debut : debut + en_trop + 1]]
            texte = f"{separateur} ".join(filter(None, morceaux))
            essai = [*cellules[:debut], Cellule(texte), *cellules[debut + en_trop + 1 :]]
            if len(essai) <= largeur:
                fautes = _count_fautes(entete, essai)
                role = entete.roles.get(debut)
                champ = "" if role is None else role.champ
                rang = 0 if champ in LIBRES else 1 if champ in ("partenaires", "publics", "communes") else 2
                candidats.append((fautes, en_trop, -_count_personnes(entete, essai), rang, essai, texte))
    if not candidats:
        return None
    meilleur = min(candidats, key=lambda c: c[:4])
    if meilleur[0] > 0 or (avant == 0 and len(cellules) <= largeur):
        return None
    return [*meilleur[4], *[VIDE] * (largeur - len(meilleur[4]))], meilleur[5]


def _count_personnes(entete: Entete, cellules: list[Cellule]) -> int:
    """How many columns of people hold people."""
    pilotes = [cellules[c].texte for c in entete.list_colonnes("pilotes") if c < len(cellules)]
    return sum(any(map(is_personne, parse_noms(texte, is_personnes=True)[0])) for texte in pilotes if ";" not in texte)


def _count_fautes(entete: Entete, cellules: list[Cellule]) -> int:
    """How many cells cannot be what their title says."""
    return sum(
        not _is_possible(role, cellules[colonne])
        for colonne, role in entete.roles.items()
        if colonne < len(cellules) and cellules[colonne] and not is_absence(cellules[colonne].texte)
    )


def _is_possible(role: Role, cellule: Cellule) -> bool:
    texte = cellule.texte
    if role.champ in ("statut", "question_realisee"):
        lu = parse_statut(texte, is_question=role.champ == "question_realisee")
        return lu.valeur is not None or lu.avancement is not None
    if role.champ in ("budget", "financement", "total"):
        lus = parse_montants(texte)
        return bool(lus.montants) and not lus.doutes
    if role.champ in ("debut", "fin"):
        if is_date_zero(texte) or texte == "0":
            return True
        lu_dates = parse_calendrier(texte)
        return bool(lu_dates.debut or lu_dates.fin)
    if role.champ == "avancement":
        return texte.strip(" %").replace(",", ".").replace(".", "", 1).isdigit()
    if role.champ == "titre":
        return not (is_personne(texte) or parse_statut(texte).valeur is not None or texte.strip(" €").isdigit())
    if role.champ in ("pilotes", "structures_porteuses", "partenaires", "publics", "communes"):
        lu = parse_statut(texte)
        return (lu.valeur is None or bool(lu.doute)) and not texte.strip(" €").isdigit()
    return True
