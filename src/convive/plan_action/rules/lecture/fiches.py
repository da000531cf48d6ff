"""One fiche for each action: labels and values in a table, or bold labels in a text. Pure Python."""

import re
from dataclasses import dataclass, field

from convive.plan_action.rules.lecture.lecteur import Lecteur
from convive.plan_action.rules.lecture.modele import Cellule, Grille
from convive.plan_action.rules.lecture.table import get_cellule
from convive.plan_action.rules.lecture.textes import (
    clean_ligne,
    clean_texte,
    fold,
    fold_mots,
    is_absence,
    parse_titre,
)
from convive.plan_action.rules.lecture.vocabulaire import NIVEAUX_POSSIBLES, Role

ETIQUETTE = re.compile(r"(?P<etiquette>[^:\n]{2,70}?)\s*:\s*(?P<valeur>.*)", re.DOTALL)
# What the banner of a fiche says besides its title.
BANDEAU = re.compile(r"fiche[ -]action|fiche projet|fiche|action", re.I)
MIN_ETIQUETTES = 3
SANS_VALEUR = frozenset({"annee"})


@dataclass(slots=True)
class Entree:
    """A label and what it says; `numero` is its row, for the warnings."""

    etiquette: str
    role: Role | None
    cellule: Cellule
    numero: int = 0


@dataclass(slots=True)
class Fiche:
    """A fiche as it is read: its title when a banner or a heading says it, then its entries."""

    titre: str = ""
    numero: str | None = None
    entrees: list[Entree] = field(default_factory=list)
    ligne: int = 0

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
def _list_origines(grille: Grille, rang: int) -> list[tuple[int, Cellule, bool]]:
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
    """Labels down the first column (or above their values), of three different fields at least."""
    champs = set()
    lignes = 0
    for rang in range(len(grille.rangees)):
        cellules = _list_origines(grille, rang)
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
    return len(champs) >= MIN_ETIQUETTES and len(champs) * 4 >= lignes


def read_fiches(lecteur: Lecteur, grille: Grille) -> list[Fiche]:
    """The fiches of a table: one begins at each banner (« Fiche action n° 3 ») or label of title."""
    fiches: list[Fiche] = [Fiche()]
    attente: Role | None = None
    attente_texte = ""
    en_colonnes: list[tuple[int, str, Role]] = []
    sens: dict[int, str] = {}
    for rang in range(len(grille.rangees)):
        numero = grille.rangees[rang].numero
        cellules = _list_origines(grille, rang)
        if not cellules:
            continue
        if sens and _read_budget(lecteur, fiches, cellules, sens, numero):
            continue
        sens = _get_sens(lecteur, cellules)
        if sens:
            continue
        if en_colonnes:
            # The row of values under a row of labels.
            for colonne, cellule, _ in cellules:
                place = [entree for entree in en_colonnes if entree[0] == colonne]
                if place:
                    _add(fiches, place[0][1], place[0][2], cellule, numero)
            en_colonnes = []
            continue
        if len(cellules) == 1:
            attente, attente_texte = _read_seule(lecteur, fiches, cellules[0][1], numero, attente, attente_texte)
            continue
        labels = [
            (colonne, clean_ligne(cellule.texte), get_etiquette(lecteur, cellule.texte))
            for colonne, cellule, _ in cellules
        ]
        if (
            all(role is not None for _, _, role in labels)
            and rang + 1 < len(grille.rangees)
            and not _is_aussi_etiquettes(lecteur, grille, rang + 1)
        ):
            en_colonnes = [(colonne, texte, role) for colonne, texte, role in labels if role is not None]
            continue
        attente = None
        _read_paires(lecteur, fiches, cellules, numero)
    return [fiche for fiche in fiches if not fiche.is_vide]


def _get_sens(lecteur: Lecteur, cellules: list[tuple[int, Cellule, bool]]) -> dict[int, str]:
    """« Dépenses | Montant | Recettes | Montant »: where each side of a budget begins; nothing for another row."""
    roles = [(colonne, get_etiquette(lecteur, cellule.texte)) for colonne, cellule, _ in cellules]
    champs = {role.champ for _, role in roles if role is not None}
    if champs != {"budget", "financement"} or any(role is None for _, role in roles):
        return {}
    debut = min(colonne for colonne, role in roles if role is not None and role.champ == "financement")
    return {colonne: "charge" if colonne < debut else "produit" for colonne, _ in roles}


def _read_budget(
    lecteur: Lecteur, fiches: list[Fiche], cellules: list[tuple[int, Cellule, bool]], sens: dict[int, str], numero: int
) -> bool:
    """A row of a budget: a word and its amount, on either side; false when the budget is over."""
    if len(cellules) == 1 or get_etiquette(lecteur, cellules[0][1].texte) is not None:
        return is_total(cellules[0][1].texte)
    milieu = min(colonne for colonne, cote in sens.items() if cote == "produit")
    for cote in ("charge", "produit"):
        textes = [cellule for colonne, cellule, _ in cellules if (colonne >= milieu) == (cote == "produit")]
        if len(textes) < 2 or is_total(textes[0].texte) or is_absence(textes[1].texte):
            continue
        role = (
            Role("financement", financeur=clean_ligne(textes[0].texte), sens="produit")
            if cote == "produit"
            else Role("budget")
        )
        fiches[-1].entrees.append(Entree(textes[0].texte, role, textes[1], numero))
    return True


def is_total(texte: str) -> bool:
    return fold(texte).startswith(("total", "sous-total", "sous total"))


def _is_aussi_etiquettes(lecteur: Lecteur, grille: Grille, rang: int) -> bool:
    """Whether this row opens with a label too: then the one above was a label and its value."""
    cellules = _list_origines(grille, rang)
    return bool(cellules) and get_etiquette(lecteur, cellules[0][1].texte) is not None


def _read_seule(
    lecteur: Lecteur, fiches: list[Fiche], cellule: Cellule, numero: int, attente: Role | None, attente_texte: str
) -> tuple[Role | None, str]:
    """A row of one cell: a banner, a label whose value is below, « label : value », or that value."""
    texte = clean_texte(cellule.texte)
    role = get_etiquette(lecteur, texte)
    lu = parse_titre(texte)
    if role is not None and not lu.is_action and lu.numero is None:
        return role, texte.rstrip(" :")
    if lu.is_action and (lu.numero is not None or lu.titre) and len(texte) < 250:
        _start(fiches, numero)
        fiches[-1].titre, fiches[-1].numero = lu.titre, lu.numero
        return None, ""
    if lu.is_niveau and attente is None:
        _add(fiches, lu.sorte, Role("niveau", lu.sorte), Cellule(texte), numero)
        return None, ""
    if (coupe := split_etiquette(lecteur, texte)) is not None and coupe[2]:
        _add(fiches, coupe[0], coupe[1], Cellule(coupe[2]), numero)
        return None, ""
    premiere, _, reste = texte.partition("\n")
    if reste and (debut := get_etiquette(lecteur, premiere)) is not None:
        _add(fiches, premiere.rstrip(" :"), debut, Cellule(reste.strip()), numero)
        return None, ""
    if attente is not None:
        _add(fiches, attente_texte, attente, Cellule(texte), numero)
        return attente, attente_texte
    if (
        (
            not fiches[-1].entrees
            and not fiches[-1].titre
            and fold_mots(texte) not in ("fiche action", "fiche", "fiche projet", "fiches actions")
        )
        and len(texte) < 200
        and not BANDEAU.fullmatch(texte)
    ):
        fiches[-1].titre, fiches[-1].ligne = clean_ligne(texte), numero
    return None, ""


def _read_paires(lecteur: Lecteur, fiches: list[Fiche], cellules: list[tuple[int, Cellule, bool]], numero: int) -> None:
    """label | value, label | value | label | value, label | part | value, banner | title."""
    textes = [clean_ligne(cellule.texte) for _, cellule, _ in cellules]
    roles = [get_etiquette(lecteur, texte) for texte in textes]
    lu = parse_titre(textes[0])
    if lu.is_action and lu.numero is not None and roles[0] is None:
        # « Fiche action n° 1 | Créer un lieu »
        _start(fiches, numero)
        fiches[-1].numero = lu.numero
        fiches[-1].titre = lu.titre or textes[1]
        return
    if lu.is_niveau and lu.numero is not None and roles[0] is None and not lu.titre:
        _add(fiches, lu.sorte, Role("niveau", lu.sorte), Cellule(" ".join(textes[:2])), numero)
        return
    rang = 0
    while rang < len(cellules):
        role, texte = roles[rang], textes[rang]
        suivante = cellules[rang + 1][1] if rang + 1 < len(cellules) else Cellule()
        if role is None and (coupe := split_etiquette(lecteur, cellules[rang][1].texte)) is not None and coupe[2]:
            _add(fiches, coupe[0], coupe[1], Cellule(coupe[2]), numero)
            rang += 1
        elif role is not None and rang + 1 < len(cellules):
            if (
                rang + 2 < len(cellules)
                and roles[rang + 2] is None
                and len(textes[rang + 1]) < 60
                and (roles[rang + 1] is not None or len(cellules) == 3)
            ):
                # « Moyens | Humains | 0,5 ETP »
                joint = f"{texte} {textes[rang + 1]}"
                precise = get_etiquette(lecteur, joint) if roles[rang + 1] is None else roles[rang + 1]
                valeur = cellules[rang + 2][1]
                if precise is role or precise == role:
                    valeur = (
                        Cellule(f"{textes[rang + 1]} : {valeur.texte}")
                        if role.champ not in ("budget", "financement", "indicateur")
                        else valeur
                    )
                _add(fiches, joint, precise or role, valeur, numero)
                rang += 3
                continue
            _add(fiches, texte, role, suivante, numero)
            rang += 2
        elif role is not None:
            rang += 1
        elif rang == 0 and len(cellules) == 2:
            _add(fiches, texte, None, suivante, numero)
            rang += 2
        else:
            rang += 1


def _start(fiches: list[Fiche], numero: int) -> None:
    """A new fiche, unless the one that is open has said nothing of an action yet: then what it said stays with it."""
    last = fiches[-1]
    avant = [
        entree
        for entree in last.entrees
        if entree.role is not None and entree.role.champ in ("niveau", *NIVEAUX_POSSIBLES)
    ]
    if last.titre or len(avant) < len(last.entrees) or last.has("titre"):
        # Levels said last, after the fields of the former fiche, open the next one.
        fiches.append(Fiche(ligne=numero))
    else:
        last.ligne = last.ligne or numero


def _add(fiches: list[Fiche], etiquette: str, role: Role | None, cellule: Cellule, numero: int) -> None:
    if role is not None and role.champ == "titre":
        lu = parse_titre(cellule.texte)
        last = fiches[-1]
        if last.has("titre") or (last.titre and len(last.entrees) > 1 and fold_mots(last.titre) != fold_mots(lu.titre)):
            _start(fiches, numero)
    elif (
        role is not None
        and role.champ == "numero"
        and fiches[-1].has("titre", "description")
        and fiches[-1].has("numero")
    ):
        fiches.append(Fiche(ligne=numero))
    if not fiches[-1].ligne:
        fiches[-1].ligne = numero
    fiches[-1].entrees.append(Entree(etiquette, role, cellule, numero))
