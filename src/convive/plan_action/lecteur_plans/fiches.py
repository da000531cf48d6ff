"""One fiche for each action: labels and values in a table, or bold labels in a text. Pure Python."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import Cellule, Grille
from convive.plan_action.lecteur_plans.table import get_cellule
from convive.plan_action.lecteur_plans.valeurs.textes import (
    clean_ligne,
    fold_mots,
    parse_titre,
)
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import PAR_TITRE, Role, get_cle

ETIQUETTE = re.compile(r"(?P<etiquette>[^:\n]{2,70}?)\s*:\s*(?P<valeur>.*)", re.DOTALL)
MIN_ETIQUETTES = 3
MAX_TITRE = 200
SANS_VALEUR = frozenset({"annee"})
# What an entry is when it is a table between the labels of a fiche.
TABLEAU = Role("tableau")


@dataclass(slots=True)
class Entree:
    """A label and what it says; `numero` is its row, for the warnings."""

    etiquette: str
    role: Role | None
    cellule: Cellule
    numero: int = 0
    # A level said on a row of its own, between fiches: it holds for those that follow.
    is_bandeau: bool = False


@dataclass(slots=True)
class Fiche:
    """A fiche as it is read: its title when a banner or a heading says it, then its entries."""

    titre: str = ""
    numero: str | None = None
    entrees: list[Entree] = field(default_factory=list)
    ligne: int = 0
    # It says that it goes on with the one before.
    is_suite: bool = False
    # Its title is a row of one cell that says nothing of an action: without any entry, it is none.
    is_devinee: bool = False

    @property
    def is_vide(self) -> bool:
        return not self.titre and not self.entrees

    def has(self, *champs: str) -> bool:
        return any(entree.role is not None and entree.role.champ in champs for entree in self.entrees)

    def list_champs(self) -> set[str]:
        return {entree.role.champ for entree in self.entrees if entree.role is not None}


def get_etiquette(lecteur: Lecteur, texte: str) -> Role | None:
    """The role of a label; years and ticks are not labels."""
    nu = clean_ligne(texte).rstrip(" :").strip()
    if not nu or len(nu) > 80:
        return None
    if ":" in nu and get_cle(nu) not in PAR_TITRE and fold_mots(nu) not in lecteur.corrections.champs:
        # « Pilote : Anne Roy » is a label and its value.
        return None
    role = lecteur.get_role(nu)
    return None if role is None or role.champ in SANS_VALEUR else role


def split_etiquette(lecteur: Lecteur, texte: str) -> tuple[str, Role, str] | None:
    """« Pilote : Marie Dupont » is a label and a value; « Axe 1 : Petite enfance » is a title, not a label."""
    found = ETIQUETTE.fullmatch(texte.strip())
    if found is None:
        return None
    etiquette = found["etiquette"].strip(" -–•*")
    role = get_etiquette(lecteur, etiquette)
    if role is None:
        return None
    return etiquette, role, found["valeur"].strip()


# --- Tables -------------------------------------------------------------------------------------------------------
def list_origines(grille: Grille, rang: int) -> list[tuple[int, Cellule, bool]]:
    """The filled cells of a row with their columns, each once; the last says whether it covers rows below too."""
    rangee = grille.rangees[rang]
    found = []
    for colonne, cellule in enumerate(rangee.cellules):
        fusion = grille.get_fusion(rangee.numero, colonne)
        if fusion is not None and (fusion.ligne != rangee.numero or fusion.colonne != colonne):
            if fusion.ligne < rangee.numero and fusion.colonne == colonne:
                origine = next((r for r in grille.rangees if r.numero == fusion.ligne), None)
                if origine is not None and (dessus := get_cellule(origine, colonne)):
                    found.append((colonne, dessus, True))
            continue
        if cellule:
            found.append((colonne, cellule, False))
    return found


def is_fiche(lecteur: Lecteur, grille: Grille) -> bool:
    """Labels down the first column (or above their values), of three different fields at least, on a row in four."""
    if any(fold_mots(texte) in lecteur.corrections.libelles for texte in _iter_debuts(grille)):
        return True
    champs = set()
    lignes = etiquetees = 0
    premieres = list_origines(grille, 0) if grille.rangees else []
    bandeau = parse_titre(clean_ligne(premieres[0][1].texte)) if premieres else None
    # « Fiche action n° 2 » says by itself what the table is.
    is_bandeau = bandeau is not None and bandeau.is_action and bandeau.numero is not None and len(premieres) <= 2
    minimum = MIN_ETIQUETTES - 2 if is_bandeau else MIN_ETIQUETTES
    for rang in range(len(grille.rangees)):
        cellules = list_origines(grille, rang)
        if not cellules:
            continue
        lignes += 1
        texte = cellules[0][1].texte
        role = get_etiquette(lecteur, texte)
        if role is None and (coupe := split_etiquette(lecteur, texte)) is not None:
            role = coupe[1]
        if role is None and (premiere := texte.split("\n")[0]) != texte:
            role = get_etiquette(lecteur, premiere)
        if role is not None:
            champs.add(role.champ)
            etiquetees += 1
        # « Pilote : Anne Roy | Partenaires : Caf »: each cell says its label.
        suivantes = [split_etiquette(lecteur, cellule.texte) for _, cellule, _ in cellules[1:]]
        champs |= {coupe[1].champ for coupe in suivantes if coupe is not None and coupe[2]}
    for roles in list_rangees_d_etiquettes(lecteur, grille):
        champs |= {role.champ for role in roles}
        etiquetees += 1
    return len(champs) >= minimum and max(len(champs), etiquetees) * 4 >= lignes


def get_titre_de_fiche(lecteur: Lecteur, grille: Grille) -> str:
    """What the first row called « Intitulé de l’action » says; nothing when no row does."""
    for rang in range(len(grille.rangees)):
        cellules = list_origines(grille, rang)
        if len(cellules) < 2:
            continue
        role = get_etiquette(lecteur, cellules[0][1].texte)
        if role is not None and role.champ == "titre":
            return clean_ligne(cellules[1][1].texte)
    return ""


def _iter_debuts(grille: Grille) -> Iterator[str]:
    for rang in range(len(grille.rangees)):
        if cellules := list_origines(grille, rang):
            yield cellules[0][1].texte.rstrip(" :")


def list_titres_nus(lecteur: Lecteur, grille: Grille) -> set[int]:
    """The ranks of the rows of one cell that are the titles of stacked fiches, where no label says them: the same label
    follows two of them at least."""
    suivis: dict[int, str] = {}
    for rang in range(len(grille.rangees) - 1):
        cellules, dessous = list_origines(grille, rang), list_origines(grille, rang + 1)
        if len(cellules) != 1 or cellules[0][2] or len(dessous) < 2:
            continue
        texte = clean_ligne(cellules[0][1].texte)
        lu = parse_titre(texte)
        role = get_etiquette(lecteur, dessous[0][1].texte)
        is_nu = not lu.sorte and get_etiquette(lecteur, texte) is None and split_etiquette(lecteur, texte) is None
        if role is not None and is_nu and len(texte) <= MAX_TITRE:
            suivis[rang] = role.champ
    if "titre" in suivis.values() or get_titre_de_fiche(lecteur, grille):
        return set()
    comptes = Counter(suivis.values())
    return {rang for rang, champ in suivis.items() if comptes[champ] > 1}


def list_rangees_d_etiquettes(lecteur: Lecteur, grille: Grille) -> list[list[Role]]:
    """« Action | Pilote » over « Ouvrir un lieu | Anne Bo », then « Échéance | Statut » over « 2026 | fait »: the rows
    of labels alone, when two at least say different things."""
    rangees: dict[frozenset[str], list[Role]] = {}
    for rang in range(len(grille.rangees)):
        textes = [cellule.texte for _, cellule, _ in list_origines(grille, rang)]
        roles = [role for texte in textes if (role := get_etiquette(lecteur, texte)) is not None]
        if len(textes) > 1 and len(roles) == len(textes):
            rangees.setdefault(frozenset(role.champ for role in roles), roles)
    return list(rangees.values()) if len(rangees) > 1 else []
