"""A table laid out as fiches, read row by row: banners, labels and values, budgets of two sides, steps. Pure Python."""

import re

from convive.plan_action.lecteur_plans.argent_de_fiche import find_argent
from convive.plan_action.lecteur_plans.fiches import (
    TABLEAU,
    Entree,
    Fiche,
    get_etiquette,
    list_origines,
    list_titres_nus,
    split_etiquette,
)
from convive.plan_action.lecteur_plans.lecteur import SUITE, Lecteur
from convive.plan_action.lecteur_plans.modele import Cellule, Grille
from convive.plan_action.lecteur_plans.oublis import say_oublis
from convive.plan_action.lecteur_plans.valeurs.statuts import PAR_MOT
from convive.plan_action.lecteur_plans.valeurs.textes import (
    clean_ligne,
    clean_texte,
    fold,
    fold_mots,
    is_absence,
    parse_titre,
)
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import DE_NOMS, NIVEAUX_POSSIBLES, PAR_TITRE, Role, get_cle

# What the banner of a fiche says besides its title.
BANDEAU = re.compile(r"fiche[ -]action|fiche projet|fiche|action", re.I)
NUMERO_SEUL = re.compile(r"(?:n\s?[°º]\s*)?[A-Za-z]{0,2}[-.]?\d{1,3}(?:[.\-]\d{1,2})*[a-z]?")
# Labels that open a table inside a fiche, one row each.
SOUS_TABLEAUX = frozenset({"etapes", "indicateur"})
# « Pilotage », « Calendrier »: their value may be said part by part, each with its own label.
AVEC_SOUS_ETIQUETTES = frozenset(
    {"pilotes", "structures_porteuses", "pilote_porteur", "partenaires", "calendrier", "instance_suivi"}
)
# What is said at once: the cell beside its value is another thing.
SANS_PARTS = frozenset({"titre", "statut", "debut", "fin", "numero"})
SOUS_ETIQUETTES = frozenset(
    {*AVEC_SOUS_ETIQUETTES, "debut", "fin", "elu_referent", "financeurs", "communes", "publics"}
)


def read_fiches(lecteur: Lecteur, grille: Grille) -> list[Fiche]:
    """The fiches of a table: one begins at each banner (« Fiche action n° 3 ») or label of title."""
    fiches: list[Fiche] = [Fiche()]
    attente: Role | None = None
    attente_texte = ""
    en_colonnes: list[tuple[int, str, Role]] = []
    sens: dict[int, str] = {}
    # The rank at which the rows go on after a small table.
    reprise = 0
    titres = list_titres_nus(lecteur, grille)
    for rang in range(len(grille.rangees)):
        numero = grille.rangees[rang].numero
        if rang < reprise:
            continue
        cellules = list_origines(grille, rang)
        if not cellules:
            continue
        if rang in titres:
            lu = parse_titre(cellules[0][1].texte)
            _start(fiches, numero)
            fiches[-1].titre = lu.titre if lu.numero is not None else clean_ligne(cellules[0][1].texte)
            fiches[-1].numero, fiches[-1].ligne, attente = lu.numero, numero, None
            continue
        if (argent := find_argent(grille, rang)) is not None:
            part, lignes = argent
            fiches[-1].entrees.append(Entree(cellules[0][1].texte, TABLEAU, Cellule(grilles=(part,)), numero))
            reprise, attente, en_colonnes, sens = rang + lignes, None, [], {}
            continue
        if sens and _read_budget(lecteur, fiches, cellules, sens, numero):
            continue
        sens = _get_sens(lecteur, cellules)
        if sens:
            continue
        if en_colonnes and en_colonnes[0][2].champ in SOUS_TABLEAUX and len(en_colonnes) > 1:
            if len(cellules) > 1 and not _is_aussi_etiquettes(lecteur, grille, rang):
                _add_rangee(fiches, en_colonnes, cellules, numero)
                continue
            en_colonnes = []
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
        is_statut = labels[0][2] is not None and labels[0][2].champ == "statut" and fold_mots(labels[1][1]) in PAR_MOT
        if (
            not is_statut
            and all(role is not None for _, _, role in labels)
            and rang + 1 < len(grille.rangees)
            and not _is_aussi_etiquettes(lecteur, grille, rang + 1)
        ):
            en_colonnes = [(colonne, texte, role) for colonne, texte, role in labels if role is not None]
            continue
        attente = None
        _read_paires(lecteur, fiches, cellules, numero)
    vraies = [fiche for fiche in fiches if not fiche.is_vide and (fiche.entrees or not fiche.is_devinee)]
    say_oublis(lecteur, grille, vraies)
    return _carry_niveaux(vraies)


def _carry_niveaux(fiches: list[Fiche]) -> list[Fiche]:
    """A level on a row of its own holds for the fiches under it, up to the next one that says its levels."""
    portes: list[Entree] = []
    gardees: list[Fiche] = []
    for fiche in fiches:
        bandeaux = [entree for entree in fiche.entrees if entree.is_bandeau]
        if not fiche.titre and len(bandeaux) == len(fiche.entrees):
            # Nothing but a level: there is no fiche here.
            portes = bandeaux
            continue
        if not any(entree.role is not None and entree.role.champ == "niveau" for entree in fiche.entrees):
            fiche.entrees = [*portes, *fiche.entrees]
        elif bandeaux:
            portes = bandeaux
        gardees.append(fiche)
    return gardees


def _add_rangee(
    fiches: list[Fiche],
    en_colonnes: list[tuple[int, str, Role]],
    cellules: list[tuple[int, Cellule, bool]],
    numero: int,
) -> None:
    """A row of a table of steps or of indicators inside a fiche: its dates, its people are not those of the action."""
    _, etiquette, role = en_colonnes[0]
    par_colonne = {colonne: cellule for colonne, cellule, _ in cellules}
    premiere = par_colonne.get(en_colonnes[0][0], Cellule())
    autres = [(autre, par_colonne[colonne]) for colonne, _, autre in en_colonnes[1:] if colonne in par_colonne]
    texte = clean_ligne(premiere.texte)
    if role.champ == "indicateur":
        cible = next((cellule.texte for autre, cellule in autres if autre.champ == "cible" and cellule), "")
        texte = f"{texte} (cible\u00a0: {clean_ligne(cible)})" if re.match(r"\d", cible) else texte
    else:
        texte = " – ".join([texte, *(clean_ligne(cellule.texte) for _, cellule in autres if cellule)])
    _add(fiches, etiquette, role, Cellule(texte), numero)


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
    cellules = list_origines(grille, rang)
    return bool(cellules) and get_etiquette(lecteur, cellules[0][1].texte) is not None


def _read_seule(
    lecteur: Lecteur, fiches: list[Fiche], cellule: Cellule, numero: int, attente: Role | None, attente_texte: str
) -> tuple[Role | None, str]:
    """A row of one cell: a banner, a label whose value is below, « label : value », or that value."""
    texte = clean_texte(cellule.texte)
    role = get_etiquette(lecteur, texte)
    lu = parse_titre(texte)
    if attente is not None and get_cle(texte) not in PAR_TITRE and is_phrase(texte):
        # « Description » above « Description des ateliers. »: a sentence is a value, whatever words it opens with.
        role = None
    if attente is not None and attente.champ == "statut" and fold_mots(texte) in PAR_MOT:
        # « Statut » above « fait ».
        role = None
    if attente is not None and attente.champ in DE_NOMS and role is not None and get_cle(texte) not in PAR_TITRE:
        # « Porteur » above « Commune de Vic »: a name.
        role = None
    if role is not None and not lu.is_action and lu.numero is None:
        return role, texte.rstrip(" :")
    if lu.is_action and (lu.numero is not None or lu.titre) and len(texte) < 250:
        _start(fiches, numero)
        fiches[-1].titre, fiches[-1].numero = lu.titre, lu.numero
        return None, ""
    if lu.is_niveau and attente is None:
        _add(fiches, lu.sorte, Role("niveau", lu.sorte), Cellule(texte), numero)
        fiches[-1].entrees[-1].is_bandeau = True
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
        fiches[-1].titre, fiches[-1].ligne, fiches[-1].is_devinee = clean_ligne(texte), numero, True
    return None, ""


def is_phrase(texte: str) -> bool:
    return re.match(r"[-–•▪●*]", texte) is not None or texte.endswith((".", ";", "!", "…")) or len(texte) > 60


def _read_paires(lecteur: Lecteur, fiches: list[Fiche], cellules: list[tuple[int, Cellule, bool]], numero: int) -> None:
    """label | value, label | value | label | value, label | part | value, banner | title."""
    textes = [clean_ligne(cellule.texte) for _, cellule, _ in cellules]
    roles = [get_etiquette(lecteur, texte) for texte in textes]
    lu = parse_titre(textes[0])
    if lu.is_action and lu.numero is not None and roles[0] is None:
        # « Fiche action n° 1 | Créer un lieu »
        _start(fiches, numero)
        fiches[-1].numero = lu.numero
        # « Fiche action n° 1 (suite) | Créer un lieu »
        fiches[-1].titre = f"{textes[1]} {lu.titre}" if SUITE.fullmatch(lu.titre) else lu.titre or textes[1]
        return
    if lu.is_niveau and lu.numero is not None and roles[0] is None and not lu.titre:
        _add(fiches, lu.sorte, Role("niveau", lu.sorte), Cellule(" ".join(textes[:2])), numero)
        return
    rang = 0
    while rang < len(cellules):
        role, texte = roles[rang], textes[rang]
        if role is not None and role.champ in AVEC_SOUS_ETIQUETTES and rang + 1 < len(cellules):
            precises = _split_sous_etiquettes(lecteur, [cellule for _, cellule, _ in cellules[rang + 1 :]])
            if precises:
                for etiquette, precis, dit in precises:
                    _add(fiches, etiquette, precis, Cellule(dit), numero)
                return
        suivante = cellules[rang + 1][1] if rang + 1 < len(cellules) else Cellule()
        if role is None and (coupe := split_etiquette(lecteur, cellules[rang][1].texte)) is not None and coupe[2]:
            _add(fiches, coupe[0], coupe[1], Cellule(coupe[2]), numero)
            rang += 1
        elif role is not None and rang + 1 < len(cellules):
            if (
                rang + 2 < len(cellules)
                and roles[rang + 2] is None
                and len(textes[rang + 1]) < 60
                and role.champ not in SANS_PARTS
                and not (role.champ == "calendrier" and re.search(r"\d", textes[rang + 1]))
                and (roles[rang + 1] is not None or len(cellules) == 3)
            ):
                # « Moyens | Humains | 0,5 ETP »
                joint = f"{texte} {textes[rang + 1]}"
                precise = get_etiquette(lecteur, joint) if roles[rang + 1] is None else roles[rang + 1]
                valeur = cellules[rang + 2][1]
                if precise is role or precise == role:
                    valeur = (
                        Cellule(f"{textes[rang + 1]} : {valeur.texte}")
                        if role.champ not in ("budget", "financement")
                        else valeur
                    )
                _add(fiches, joint, precise or role, valeur, numero)
                rang += 3
                continue
            _add(fiches, texte, role, suivante, numero)
            rang += 2
        elif role is not None:
            rang += 1
        elif rang == 0 and len(cellules) > 1 and not any(roles):
            reste = " | ".join(cellule.texte for _, cellule, _ in cellules[1:])
            _add(fiches, texte, None, suivante if len(cellules) == 2 else Cellule(reste), numero)
            return
        else:
            rang += 1


def _split_sous_etiquettes(lecteur: Lecteur, cellules: list[Cellule]) -> list[tuple[str, Role, str]]:
    """« Pilotage | Structure : CC | Référent : Anne Roy », in cells or on lines: each part by its own label."""
    found: list[tuple[str, Role, str]] = []
    for cellule in cellules:
        for ligne in clean_texte(cellule.texte).split("\n"):
            coupe = split_etiquette(lecteur, ligne.lstrip("-–• ")) if ligne.strip() else None
            if coupe is None or coupe[1].champ not in SOUS_ETIQUETTES:
                return []
            found.append(coupe)
    return found


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
        suivantes: list[Entree] = []
        while last.entrees and last.entrees[-1].is_bandeau and len(last.entrees) > 1:
            suivantes.insert(0, last.entrees.pop())
        fiches.append(Fiche(entrees=suivantes, ligne=numero))
    else:
        last.ligne = numero if all(entree.is_bandeau for entree in last.entrees) else last.ligne or numero


def _add(fiches: list[Fiche], etiquette: str, role: Role | None, cellule: Cellule, numero: int) -> None:
    if role is not None and role.champ == "titre" and NUMERO_SEUL.fullmatch(clean_ligne(cellule.texte)):
        # « Fiche action | 3 »: its number, its title is elsewhere.
        role = Role("numero")
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
