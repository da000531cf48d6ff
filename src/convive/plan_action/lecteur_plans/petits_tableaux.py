"""Small tables inside a fiche: who pays, year by year; what is spent; indicators and their targets. Pure Python."""

import re
from dataclasses import dataclass, field

from convive.plan_action.lecteur_plans.modele import (
    ActionLue,
    Avertir,
    Cellule,
    Grille,
    IndicateurLu,
    MontantLu,
    Rangee,
)
from convive.plan_action.lecteur_plans.table import get_cellule
from convive.plan_action.lecteur_plans.valeurs.champs import parse_indicateurs, parse_valeur
from convive.plan_action.lecteur_plans.valeurs.champs_montants import get_faux_montant
from convive.plan_action.lecteur_plans.valeurs.montants import is_financeur, parse_montants, write_euros
from convive.plan_action.lecteur_plans.valeurs.textes import clean_ligne, fold_mots, is_absence
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import guess_role

ANNEE = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
TOTAL = re.compile(r"(?:sous )?(?:total|totaux|ensemble|somme|cumul)\b")
RECETTES = re.compile(
    r"(?:co ?)?financeurs?\b|financements?\b|recettes?\b|produits?\b|ressources?\b|sources?\b|origine|qui paie|"
    r"qui finance|partenaires? financ"
)
DEPENSES = re.compile(
    r"depenses?\b|charges?\b|postes?\b|natures?\b|objets?\b|couts?\b|libelles?\b|designations?\b|budget\b"
)
BUDGET = re.compile(r"(?:plan de financement|budgets?|plan financier|maquette financiere|financier)\b")
MONTANTS = re.compile(
    r"(?:montants?|couts?|budget|prevu|previsionnel|prevision|sollicite|demande|acquis|obtenu|part|participation|"
    r"somme|euros?|€)\b|€"
)


# Said once for the whole file: `controles.check_plan`.
TOTAL_VERIFIE = "total_verifie"


@dataclass(slots=True)
class ArgentLu:
    """The amounts of a table, and what its totals do not say the same (French sentences)."""

    montants: list[MontantLu] = field(default_factory=list)
    doutes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Colonnes:
    """`montants`: the year (or nothing) and the funder (or nothing) of each column of amounts; `totaux`: of sums."""

    nom: int
    montants: dict[int, tuple[int | None, str | None]]
    totaux: list[int]
    sens: str
    is_par_annee: bool


def put_petit_tableau(action: ActionLue, grille: Grille, avertir: Avertir) -> bool:
    """Put what the table says into the action; false when it is neither money nor indicators."""
    argent = read_argent(grille)
    if argent is not None:
        action.budget += argent.montants
        for code, doute in argent.doutes:
            avertir(code, doute, "")
        return True
    return _put_indicateurs(action, grille)


def write_lignes(grille: Grille) -> str:
    """The table as lines, when nothing better is known of it."""
    lignes = (" : ".join(cellule.texte for cellule in rangee.cellules if cellule) for rangee in grille.rangees)
    return "\n".join(filter(None, lignes))


# --- Money ------------------------------------------------------------------------------------------------------------
def read_argent(grille: Grille) -> ArgentLu | None:
    """Nothing when the table does not say amounts."""
    if len(grille.rangees) < 2:
        return None
    for rang in range(min(2, len(grille.rangees) - 1)):
        colonnes = _find_colonnes(grille, rang)
        if colonnes is not None:
            return _read_lignes(grille.rangees[rang + 1 :], colonnes)
    return _read_deux_cotes(grille) or _read_annees(grille)


def _read_deux_cotes(grille: Grille) -> ArgentLu | None:
    """« Charges | Montant | Produits | Montant », or years in the place of « montant »: a side beside the other."""
    titres = [fold_mots(get_cellule(grille.rangees[0], colonne).texte) for colonne in range(grille.largeur)]
    gauche = next((c for c, titre in enumerate(titres) if DEPENSES.match(titre)), -1)
    droite = next((c for c, titre in enumerate(titres) if RECETTES.match(titre)), -1)
    if gauche != 0 or droite < 2 or droite == len(titres) - 1:
        return None
    lu = ArgentLu()
    for nom, debut, fin, sens in ((gauche, 1, droite, "charge"), (droite, droite + 1, len(titres), "produit")):
        annees = {c: int(found[0]) if (found := ANNEE.search(titres[c])) else None for c in range(debut, fin)}
        cote = _Colonnes(nom, {c: (annee, None) for c, annee in annees.items()}, [], sens, False)
        lues = _read_lignes([rangee for rangee in grille.rangees[1:] if get_cellule(rangee, nom)], cote)
        lu.montants += lues.montants
        lu.doutes += lues.doutes
    return lu if lu.montants else None


def _read_annees(grille: Grille) -> ArgentLu | None:
    """« | Dépenses | Recettes » over « 2026 | 25 000 € | Caf : 10 000 € | Communes : 15 000 € »: a year a row."""
    cotes: dict[int, str] = {}
    cote = ""
    for colonne in range(1, grille.largeur):
        titre = fold_mots(get_cellule(grille.rangees[0], colonne).texte)
        cote = "produit" if RECETTES.match(titre) else "charge" if DEPENSES.match(titre) else "" if titre else cote
        cotes[colonne] = cote
    annees = [ANNEE.search(get_cellule(rangee, 0).texte) for rangee in grille.rangees[1:]]
    if not all(cotes.values()) or len(set(cotes.values())) != 2 or not any(annees):
        return None
    lu = ArgentLu()
    for annee, rangee in zip(annees, grille.rangees[1:], strict=True):
        for colonne, sens in cotes.items():
            texte = get_cellule(rangee, colonne).texte
            if annee is None or not texte:
                continue
            lus = parse_montants(texte, annee=int(annee[0]), sens=sens)
            lu.montants += lus.montants
            lu.doutes += [("montant_illisible", doute) for doute in lus.doutes]
    return lu


def _find_colonnes(grille: Grille, rang: int) -> _Colonnes | None:
    titres = [fold_mots(get_cellule(grille.rangees[rang], colonne).texte) for colonne in range(grille.largeur)]
    montants: dict[int, tuple[int | None, str | None]] = {}
    totaux = []
    for colonne, titre in enumerate(titres):
        if colonne == 0 or not titre:
            continue
        brut = clean_ligne(get_cellule(grille.rangees[rang], colonne).texte)
        annees = ANNEE.findall(titre)
        if TOTAL.match(titre):
            totaux.append(colonne)
        elif len(set(annees)) == 1:
            montants[colonne] = (int(annees[0]), None)
        elif MONTANTS.match(titre):
            montants[colonne] = (None, None)
        elif is_financeur(brut) and len(brut) <= 60:
            montants[colonne] = (None, brut)
        else:
            return None
    if not montants and len(totaux) == 1:
        montants, totaux = {totaux[0]: (None, None)}, []
    if not montants:
        return None
    tete = titres[0]
    noms = [clean_ligne(get_cellule(rangee, 0).texte) for rangee in grille.rangees[rang + 1 :]]
    noms = [nom for nom in noms if nom and not TOTAL.match(fold_mots(nom))]
    is_financeurs = bool(noms) and sum(map(is_financeur, noms)) * 2 >= len(noms)
    is_par_annee = re.match(r"annees?\b|exercices?\b|an\b", tete) is not None
    if RECETTES.match(tete) or any(nom for _, nom in montants.values()):
        sens = "produit"
    elif BUDGET.match(tete) and not is_par_annee:
        # « Budget | 2026 | 2027 »: who pays it, or what it pays for.
        sens = "produit" if is_financeurs else "charge"
    elif DEPENSES.match(tete) or is_par_annee:
        sens = "charge"
    elif not tete:
        sens = "produit" if is_financeurs else "charge"
        if any(re.match(r"depenses?\b|charges?\b|recettes?\b|produits?\b", fold_mots(nom)) for nom in noms):
            sens = "charge"
    else:
        return None
    return _Colonnes(0, montants, totaux, sens, is_par_annee)


def _read_lignes(rangees: list[Rangee], colonnes: _Colonnes) -> ArgentLu:
    lu = ArgentLu()
    sens = colonnes.sens
    sommes: dict[int, float] = {}
    for rangee in rangees:
        nom = clean_ligne(get_cellule(rangee, colonnes.nom).texte)
        folded = fold_mots(nom)
        if TOTAL.match(folded):
            _check_total(rangee, colonnes, sommes, lu, nom)
            sommes = {}
            continue
        montants = ((colonne, _read_montant(rangee, colonne, lu)) for colonne in colonnes.montants)
        lus = {colonne: montant for colonne, montant in montants if montant is not None}
        cote = "produit" if re.match(r"recettes?\b|produits?\b|ressources?\b|financements?$", folded) else ""
        cote = "charge" if re.match(r"depenses?\b|charges?\b", folded) else cote
        if cote and not lus:
            # « Dépenses », « Recettes » alone on their row: the side of what follows.
            sens = cote
            continue
        annee_ligne = int(found[0]) if colonnes.is_par_annee and (found := ANNEE.search(nom)) else None
        for colonne, montant in lus.items():
            annee, qui = colonnes.montants[colonne]
            qui = qui or (nom if sens == "produit" and not colonnes.is_par_annee and not cote else None)
            ici = cote or sens
            lu.montants.append(MontantLu(montant, annee or annee_ligne, qui or None, ici))
            sommes[colonne] = sommes.get(colonne, 0.0) + montant
        for colonne in colonnes.totaux:
            total = _read_montant(rangee, colonne, lu)
            if total is not None and lus and abs(total - sum(lus.values())) >= 1:
                lu.doutes.append(_build_doute(nom, total, sum(lus.values())))
            elif total is not None and not lus:
                qui = nom if sens == "produit" else None
                lu.montants.append(MontantLu(total, annee_ligne, qui, cote or sens))
            if total is not None:
                sommes[colonne] = sommes.get(colonne, 0.0) + total
    return lu


def _read_montant(rangee: Rangee, colonne: int, lu: ArgentLu) -> float | None:
    cellule = get_cellule(rangee, colonne)
    if not cellule or is_absence(cellule.texte):
        return None
    if cellule.nombre is not None:
        return None if get_faux_montant(cellule, 1.0) else round(cellule.nombre, 2)
    lus = parse_montants(cellule.texte)
    if len(lus.montants) == 1:
        return lus.montants[0].montant
    phrase = f"«\u00a0{clean_ligne(cellule.texte)[:60]}\u00a0» n’est pas lu comme un montant."
    lu.doutes.append(("montant_illisible", phrase))
    return None


def _check_total(rangee: Rangee, colonnes: _Colonnes, sommes: dict[int, float], lu: ArgentLu, nom: str) -> None:
    """The line of totals of a table says what its lines say; it is never read as one more."""
    doutes: list[tuple[str, str]] = []
    verifies: list[float] = []
    for colonne in (*colonnes.montants, *colonnes.totaux):
        total = _read_montant(rangee, colonne, lu)
        if total is None or colonne not in sommes:
            continue
        if abs(total - sommes[colonne]) >= 1:
            doutes.append(_build_doute(nom, total, sommes[colonne]))
        else:
            verifies.append(total)
    if verifies and not doutes:
        dits = " | ".join(map(write_euros, verifies))
        doutes = [
            (TOTAL_VERIFIE, f"«\u00a0{nom[:40]}\u00a0» ({dits}) est un total, vérifié\u00a0: il n’est pas repris.")
        ]
    lu.doutes += doutes


def _build_doute(nom: str, total: float, somme: float) -> tuple[str, str]:
    phrase = (
        f"«\u00a0{nom[:40]}\u00a0»\u00a0: le total écrit ({write_euros(total)}) n’est pas la somme du tableau "
        f"({write_euros(somme)})\u00a0; les lignes sont reprises, pas le total."
    )
    return "somme_incoherente", phrase


# --- Indicators -------------------------------------------------------------------------------------------------------
def _put_indicateurs(action: ActionLue, grille: Grille) -> bool:
    """« Indicateur | Unité | Cible | 2025 »: one a row."""
    tete = grille.rangees[0] if grille.rangees else Rangee(0, [])
    roles = {
        colonne: role
        for colonne, cellule in enumerate(tete.cellules)
        if cellule and (role := guess_role(clean_ligne(cellule.texte))) is not None
    }
    noms = [colonne for colonne, role in roles.items() if role.champ == "indicateur"]
    if len(noms) != 1 or len(grille.rangees) < 2:
        return False
    for rangee in grille.rangees[1:]:
        texte = get_cellule(rangee, noms[0]).texte
        if is_absence(texte):
            continue
        for indicateur in parse_indicateurs(texte)[:1]:
            for colonne, role in roles.items():
                cellule = get_cellule(rangee, colonne)
                if colonne != noms[0] and cellule:
                    _put_valeur(indicateur, role.champ, role.annee, cellule)
            action.indicateurs.append(indicateur)
    return True


def _put_valeur(indicateur: IndicateurLu, champ: str, annee: int | None, cellule: Cellule) -> None:
    if is_absence(cellule.texte):
        return
    valeur = parse_valeur(cellule)
    if champ == "unite":
        indicateur.unite = clean_ligne(cellule.texte)
    elif champ in ("cible", "publics", "objectifs"):
        indicateur.cible = valeur
    elif champ == "reference":
        indicateur.reference = valeur
    elif champ in ("annee", "valeur") and annee is not None and isinstance(valeur, float):
        indicateur.valeurs[str(annee)] = valeur
