"""Which columns of a table hold money, years, shares, and which only sum the others up. Pure Python."""

import re
from dataclasses import replace

from convive.plan_action.lecteur_plans.modele import Grille
from convive.plan_action.lecteur_plans.table import Entete, get_cellule, list_valeurs
from convive.plan_action.lecteur_plans.valeurs.montants import is_financeur, parse_montants, parse_nombre
from convive.plan_action.lecteur_plans.valeurs.textes import fold, is_absence
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import EN_PARTS, Role, get_cle

TOTAL = re.compile(r"\b(?:total|totaux|cumul|cumule|somme|ensemble)\b")
TOTAL_NU = re.compile(r"(?:total|totaux|cumul|somme)(?: (?:general|ttc|ht|annuel|20\d\d|€|des? \w+))*")
ANNEE = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
PREVU = re.compile(r"(?:montant |budget |cout |depense )?(?:prevue?|previsionnel\w*|votee?|inscrite?|estimee?)")
REALISE = re.compile(r"(?:montant |budget |cout |depense )?(?:realisee?|reel\w*|executee?|consommee?|depensee?)")
MAX_FINANCEUR = 40
# Under « 2025 », numbers as large as that are euros, unless an indicator stands before them.
MIN_EUROS = 100


def resolve_totaux(entete: Entete) -> None:
    """« 2025 | 2026 | Total »: what sums up the other amounts of its row is checked, not read as one more."""
    montants = entete.list_colonnes("budget", "financement")
    totaux = [colonne for colonne, texte in entete.textes.items() if TOTAL.search(get_cle(texte))]
    for colonne in totaux:
        role = entete.roles.get(colonne)
        if role is not None and role.champ not in ("budget", "financement", "annee", "annee_douteuse", "ignore"):
            continue
        autres = [entete.roles[autre] for autre in montants if autre not in totaux]
        sens = role.sens if role is not None and role.champ == "financement" else "charge"
        cle = get_cle(entete.textes[colonne])
        is_nu = TOTAL_NU.fullmatch(cle)
        if is_nu and autres and all(autre.sens == "produit" for autre in autres) and colonne > montants[0]:
            sens = "produit"
        du_sens = [autre for autre in autres if autre.sens == sens]
        parts = [autre for autre in du_sens if autre.annee is not None or autre.financeur]
        # « Recettes X | Recettes Y | Total recettes »: a total of two columns at least, whoever they are.
        parts = parts or (du_sens if re.match(r"(?:total|totaux)\b", cle) and not is_nu else [])
        if len(parts) > 1:
            entete.roles[colonne] = Role(
                "total", sens=sens, multiple=role.multiple if role is not None else parts[0].multiple
            )
        elif role is None and is_nu and not autres:
            entete.roles[colonne] = Role("budget")


def resolve_prevus(grille: Grille, entete: Entete) -> None:
    """« Prévu 2025 | Réalisé 2025 » over sums: what was planned and what was spent, not where the action is; beside an
    indicator, they are its values."""
    if entete.list_colonnes("indicateur"):
        return
    cles = {colonne: " ".join(ANNEE.sub(" ", get_cle(texte)).split()) for colonne, texte in entete.textes.items()}
    prevus = [colonne for colonne, cle in cles.items() if PREVU.fullmatch(cle)]
    realises = [colonne for colonne, cle in cles.items() if REALISE.fullmatch(cle)]
    valeurs = [valeur for colonne in (*prevus, *realises) for valeur in list_valeurs(grille, entete, colonne)]
    if not prevus or not realises or not _is_montants(grille, entete, [*prevus, *realises], valeurs):
        return
    for colonne in (*prevus, *realises):
        annees = set(ANNEE.findall(get_cle(entete.textes[colonne])))
        annee = int(annees.pop()) if len(annees) == 1 else None
        entete.roles[colonne] = Role("budget", annee=annee, is_realise=colonne in realises)


def resolve_realises(entete: Entete) -> None:
    """Money already spent is not what was planned: kept apart, and said, where both stand."""
    for colonne in entete.list_colonnes("budget", "financement"):
        if entete.roles[colonne].is_realise and len(entete.list_colonnes("budget", "financement")) > 1:
            entete.roles[colonne] = Role("ignore", is_realise=True)


def resolve_annees(grille: Grille, entete: Entete) -> None:
    """Columns called « 2025 »: amounts where they hold euros, values beside indicators, else when it happens."""
    annees = list(entete.list_colonnes("annee"))
    if not annees:
        return
    valeurs = [valeur for colonne in annees for valeur in list_valeurs(grille, entete, colonne)]
    nombres = [
        cellule.nombre
        for r in grille.rangees[entete.fin + 1 :]
        for colonne in annees
        if (cellule := get_cellule(r, colonne)).nombre is not None
    ]
    euros = [valeur for valeur in valeurs if "€" in valeur or re.search(r"\d\s?k\b|euro", fold(valeur))]
    if euros and len(euros) * 2 >= len(valeurs):
        for colonne in annees:
            entete.roles[colonne] = Role("budget", annee=entete.roles[colonne].annee)
    elif (
        entete.list_colonnes("indicateur")
        and annees[0] > entete.list_colonnes("indicateur")[-1]
        and any(v not in ("x", "X") for v in valeurs)
    ):
        for colonne in annees:
            entete.roles[colonne] = Role("valeur", annee=entete.roles[colonne].annee)
    elif not entete.list_colonnes("indicateur") and _is_montants(grille, entete, annees, valeurs):
        for colonne in annees:
            # Beside who pays, what each gives.
            is_donne = bool(entete.list_colonnes("financeurs")) and not entete.list_colonnes("budget")
            champ, sens = ("financement", "produit") if is_donne else ("budget", "charge")
            entete.roles[colonne] = Role(champ, "annee", annee=entete.roles[colonne].annee, sens=sens)
    elif (len(nombres) * 2 >= len(valeurs) and any(abs(n) > 1 for n in nombres if n is not None)) or (
        valeurs and sum(bool(re.fullmatch(r"\d[\d ]*", v)) and v != "1" for v in valeurs) * 2 >= len(valeurs)
    ):
        for colonne in annees:
            entete.roles[colonne] = Role("annee_douteuse", annee=entete.roles[colonne].annee)


def _is_montants(grille: Grille, entete: Entete, annees: list[int], valeurs: list[str]) -> bool:
    """Money by year: a format of money, or numbers alone of which most are large."""
    cellules = [get_cellule(r, colonne) for r in grille.rangees[entete.fin + 1 :] for colonne in annees]
    if any(cellule.is_monnaie for cellule in cellules):
        return True
    lus = [parse_nombre(valeur) for valeur in valeurs if not is_absence(valeur)]
    chiffres = [nombre for nombre in lus if nombre is not None]
    if not chiffres or len(chiffres) * 3 < len(lus) * 2:
        return False
    grands = [nombre for nombre in chiffres if nombre >= MIN_EUROS and not 2000 <= nombre <= 2049]
    return len(grands) * 2 >= len([nombre for nombre in chiffres if nombre])


def resolve_avancements(grille: Grille, entete: Entete) -> None:
    """« 0,5 | 1 | 0,75 »: where some are parts of one, 1 is the whole."""
    for colonne in entete.list_colonnes("avancement"):
        nombres = [
            c.nombre for r in grille.rangees[entete.fin + 1 :] if (c := get_cellule(r, colonne)).nombre is not None
        ]
        if any(0 < nombre < 1 for nombre in nombres) and max(nombres) <= 1:
            entete.roles[colonne] = replace(entete.roles[colonne], multiple=EN_PARTS)


def resolve_financeurs(grille: Grille, entete: Entete) -> None:
    """« Caf | CC | État » over amounts: who pays, in a column of its own."""
    for colonne, texte in entete.textes.items():
        role = entete.roles.get(colonne)
        is_libre = role is None or role.champ in ("statut", "communes", "structures_porteuses", "partenaires")
        is_somme = re.match(r"reste|solde|total|montant|cout|budget|depense|nombre", get_cle(texte))
        if not is_libre or is_somme or "%" in texte or not is_financeur(texte) or len(texte) > MAX_FINANCEUR:
            continue
        valeurs = [valeur for valeur in list_valeurs(grille, entete, colonne) if not is_absence(valeur)]
        lus = [parse_montants(valeur) for valeur in valeurs]
        if valeurs and all(lu.montants and not lu.montants[0].financeur for lu in lus):
            entete.roles[colonne] = Role("financement", financeur=texte, sens="produit")
