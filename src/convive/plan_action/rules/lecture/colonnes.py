"""What each column of a table is for, once its titles are read together with what stands under them. Pure Python."""

import re
from dataclasses import replace
from itertools import pairwise

from convive.plan_action.rules.lecture.calendrier import parse_calendrier
from convive.plan_action.rules.lecture.modele import Grille
from convive.plan_action.rules.lecture.montants import is_financeur, parse_montants, parse_nombre
from convive.plan_action.rules.lecture.statuts import parse_statut
from convive.plan_action.rules.lecture.table import GENERIQUES, Entete, get_cellule
from convive.plan_action.rules.lecture.textes import clean_ligne, fold, fold_mots, is_absence, parse_titre
from convive.plan_action.rules.lecture.vocabulaire import EN_PARTS, NIVEAUX_POSSIBLES, Role, get_cle

SOUS_ACTIONS = frozenset({"sous action", "sous actions", "sous-action"})
CHEFS_DE_FILE = frozenset({"chef de file", "chefs de file", "chef de fil", "tete de file", "tete de reseau"})


def _list_valeurs(grille: Grille, entete: Entete, colonne: int) -> list[str]:
    textes = (clean_ligne(get_cellule(r, colonne).texte) for r in grille.rangees[entete.fin + 1 :])
    return [texte for texte in textes if texte]


def resolve_colonnes(grille: Grille, entete: Entete) -> None:
    """Which of two titles is the action’s, which column is a level, what years are."""
    roles = entete.roles
    _resolve_resultats(entete)
    _resolve_statuts(grille, entete)
    _resolve_chefs_de_file(entete)
    if not entete.list_colonnes("titre"):
        _find_titre(grille, entete)
    _resolve_statuts_dates(entete)
    _resolve_financeurs(grille, entete)
    _resolve_avancements(grille, entete)
    titres = entete.list_colonnes("titre")
    if len({roles[colonne].annee for colonne in titres} - {None}) == len(titres) > 1:
        # Each year names its own actions: `split_annees` reads them block after block.
        entete.titre_brut = dict.fromkeys(titres, True)
        return
    if len(titres) > 1:
        _choose_titre(grille, entete, titres)
    titre = next(iter(entete.list_colonnes("titre")), None)
    if titre is None:
        _resolve_annees(grille, entete)
        _resolve_totaux(entete)
        return
    explicites = entete.list_colonnes("niveau")
    for colonne in entete.list_colonnes(*NIVEAUX_POSSIBLES):
        role = roles[colonne]
        if (not role.sorte and role.champ != "objectifs") or colonne > titre:
            continue
        valeurs = _list_valeurs(grille, entete, colonne)
        if role.champ == "priorite" and valeurs and sum(map(len, valeurs)) / len(valeurs) < 12:
            continue
        if role.champ == "thematiques" and explicites and not _is_au_dessus(grille, entete, colonne, explicites[0]):
            continue
        roles[colonne] = Role("niveau", role.sorte or "objectif")
    _resolve_numeros(grille, entete, titre)
    _resolve_annees(grille, entete)
    # « Public » and « Cible » are two words for the same, unless there are indicators beside.
    if entete.list_colonnes("indicateur"):
        for colonne in entete.list_colonnes("publics"):
            if get_cle(entete.textes[colonne]) == "cible" and colonne > entete.list_colonnes("indicateur")[0]:
                roles[colonne] = Role("cible")
        for colonne in entete.list_colonnes("numero"):
            if colonne > entete.list_colonnes("indicateur")[0] and get_cle(entete.textes[colonne]) == "reference":
                roles[colonne] = Role("reference")
    for colonne in entete.list_colonnes("objectifs"):
        if (
            entete.list_colonnes("indicateur")
            and colonne > entete.list_colonnes("indicateur")[0]
            and get_cle(entete.textes[colonne]) == "objectif"
        ):
            roles[colonne] = Role("cible")
    _resolve_realises(entete)
    _resolve_totaux(entete)


def _resolve_resultats(entete: Entete) -> None:
    """« Indicateur | Cible | Réalisé 2025 »: what was measured, not where the action is."""
    indicateurs = entete.list_colonnes("indicateur")
    for colonne in entete.list_colonnes("question_realisee", "statut", "avancement", "resultats_attendus"):
        role = entete.roles[colonne]
        if indicateurs and colonne > indicateurs[0] and role.annee is not None:
            entete.roles[colonne] = Role("valeur", annee=role.annee)


def _resolve_statuts(grille: Grille, entete: Entete) -> None:
    """« Prévu 2025 | Réalisé 2025 | État »: a column of sentences tells what was done, not where the action is."""
    for colonne in entete.list_colonnes("statut", "question_realisee"):
        valeurs = _list_valeurs(grille, entete, colonne)
        lus = [parse_statut(valeur, is_question=True) for valeur in valeurs]
        compris = sum(lu.valeur is not None or lu.avancement is not None for lu in lus)
        is_autre = len(entete.list_colonnes("statut", "question_realisee")) > 1
        if valeurs and not compris and (is_autre or sum(map(len, valeurs)) > 40 * len(valeurs)):
            entete.roles[colonne] = Role("commentaire")


def _resolve_statuts_dates(entete: Entete) -> None:
    """« Avancement mars 2026 | Avancement juin 2026 »: the last one says where the action is, the others what was."""
    dates = {c: parse_calendrier(entete.textes[c]) for c in entete.list_colonnes("statut") if c in entete.textes}
    datees = {colonne: lu.fin or lu.debut for colonne, lu in dates.items() if lu.fin or lu.debut}
    if len(datees) < 2 or len(datees) < len(dates):
        return
    derniere = max(datees, key=lambda colonne: (datees[colonne] or "", colonne))
    for colonne in datees:
        if colonne != derniere:
            entete.roles[colonne] = Role("commentaire", entete.textes[colonne])


def _resolve_financeurs(grille: Grille, entete: Entete) -> None:
    """« Caf | CC | État » over amounts: who pays, in a column of its own."""
    for colonne, texte in entete.textes.items():
        role = entete.roles.get(colonne)
        is_libre = role is None or role.champ in ("statut", "communes", "structures_porteuses", "partenaires")
        is_somme = re.match(r"reste|solde|total|montant|cout|budget|depense|nombre", get_cle(texte))
        if not is_libre or is_somme or "%" in texte or not is_financeur(texte) or len(texte) > MAX_FINANCEUR:
            continue
        valeurs = [valeur for valeur in _list_valeurs(grille, entete, colonne) if not is_absence(valeur)]
        lus = [parse_montants(valeur) for valeur in valeurs]
        if valeurs and all(lu.montants and not lu.montants[0].financeur for lu in lus):
            entete.roles[colonne] = Role("financement", financeur=texte, sens="produit")


MAX_FINANCEUR = 40


def _resolve_avancements(grille: Grille, entete: Entete) -> None:
    """« 0,5 | 1 | 0,75 »: where some are parts of one, 1 is the whole."""
    for colonne in entete.list_colonnes("avancement"):
        nombres = [
            c.nombre for r in grille.rangees[entete.fin + 1 :] if (c := get_cellule(r, colonne)).nombre is not None
        ]
        if any(0 < nombre < 1 for nombre in nombres) and max(nombres) <= 1:
            entete.roles[colonne] = replace(entete.roles[colonne], multiple=EN_PARTS)


def _resolve_chefs_de_file(entete: Entete) -> None:
    """« Chef de file | Référent technique »: the body that carries the action, then the person who drives it."""
    pilotes = entete.list_colonnes("pilotes")
    if len(pilotes) < 2 or entete.list_colonnes("structures_porteuses"):
        return
    chefs = [colonne for colonne in pilotes if get_cle(entete.textes[colonne]) in CHEFS_DE_FILE]
    if len(chefs) == 1:
        entete.roles[chefs[0]] = Role("structures_porteuses")


TOTAL = re.compile(r"\b(?:total|totaux|cumul|cumule|somme|ensemble)\b")
TOTAL_NU = re.compile(r"(?:total|totaux|cumul|somme)(?: (?:general|ttc|ht|annuel|20\d\d|€|des? \w+))*")


def _resolve_totaux(entete: Entete) -> None:
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


def _resolve_realises(entete: Entete) -> None:
    """Money already spent is not what was planned: kept apart where both stand."""
    for colonne in entete.list_colonnes("budget", "financement"):
        if entete.roles[colonne].is_realise and len(entete.list_colonnes("budget", "financement")) > 1:
            entete.roles[colonne] = Role("ignore")


def _find_titre(grille: Grille, entete: Entete) -> None:
    """No column is called « action »: the description when it is short, else the deepest level; not in a table that
    only adds indicators or amounts to actions said elsewhere."""
    champs = {role.champ for role in entete.roles.values()}
    if not champs & {
        "pilotes",
        "statut",
        "calendrier",
        "structures_porteuses",
        "partenaires",
        "description",
        "publics",
        "avancement",
        "debut",
        "fin",
        "pilote_porteur",
    }:
        return
    descriptions = [c for c in entete.list_colonnes("description") if entete.roles[c].annee is None]
    if descriptions:
        valeurs = _list_valeurs(grille, entete, descriptions[0])
        if valeurs and sum(map(len, valeurs)) / len(valeurs) < 130:
            entete.roles[descriptions[0]] = Role("titre")
            return
    generiques = [c for c, t in entete.textes.items() if c not in entete.roles and get_cle(t) in GENERIQUES]
    niveaux = entete.list_colonnes("niveau", "objectifs", "thematiques", "objectif_general")
    premier = min(
        entete.list_colonnes(
            "pilotes",
            "statut",
            "calendrier",
            "structures_porteuses",
            "partenaires",
            "publics",
            "budget",
            "debut",
            "fin",
        )
        or [99]
    )
    candidats = generiques or [colonne for colonne in niveaux if colonne < premier]
    if candidats and (len(candidats) > 1 or entete.roles.get(candidats[-1], Role("objectifs")).champ == "objectifs"):
        entete.roles[candidats[-1]] = Role("titre")


def _choose_titre(grille: Grille, entete: Entete, titres: list[int]) -> None:
    precis = [colonne for colonne in titres if get_cle(entete.textes[colonne]) not in GENERIQUES]
    fines = [colonne for colonne in precis if get_cle(entete.textes[colonne]) in SOUS_ACTIONS]
    codes = [colonne for colonne in titres if _is_codes(grille, entete, colonne)]
    if fines and fines[0] > min(titres):
        # « Action | Sous-action »: what has a pilot and a date is the finest.
        garde = fines[0]
        entete.parente = max(colonne for colonne in titres if colonne < garde)
    elif codes and len(codes) < len(titres):
        garde = next(colonne for colonne in (*precis, *titres) if colonne not in codes)
    elif precis and len(precis) < len(titres):
        garde = precis[0]
    else:
        precis = precis or titres
        # The one whose values are the most different from one another names the actions.
        distincts = {colonne: len(set(_list_valeurs(grille, entete, colonne))) for colonne in precis}
        garde = max(precis, key=lambda colonne: (distincts[colonne], -colonne))
        if all(distincts[c] == distincts[precis[0]] for c in precis):
            garde = precis[0]
    for colonne in titres:
        if colonne == garde:
            continue
        avant = entete.roles.get(colonne - 1)
        is_libelle = get_cle(entete.textes[colonne]) in GENERIQUES or _is_codes(grille, entete, colonne - 1)
        if colonne < garde and is_libelle and avant is not None and avant.champ in ("niveau", "numero_niveau"):
            # « Axe | Libellé | N° | Action »: the words of the level that is numbered on the left.
            entete.roles[colonne - 1] = Role("numero_niveau", avant.sorte)
            entete.roles[colonne] = Role("niveau", avant.sorte)
        elif colonne < garde:
            if _is_codes(grille, entete, colonne):
                entete.roles[colonne] = Role("numero")
            else:
                entete.roles[colonne] = Role("niveau", fold_mots(entete.textes[colonne]))
        else:
            entete.roles[colonne] = Role("description")


def _is_codes(grille: Grille, entete: Entete, colonne: int) -> bool:
    """« 1.1 », « FA n° 3 », « Fiche-action 12 » all the way down; the titles of levels between them apart."""
    codes = [code for code in _list_valeurs(grille, entete, colonne) if not parse_titre(code).is_niveau]
    return bool(codes) and all(
        (len(code) <= 8 and re.search(r"\d", code) is not None)
        or (parse_titre(code).is_action and parse_titre(code).numero is not None and not parse_titre(code).titre)
        for code in codes
    )


def _is_au_dessus(grille: Grille, entete: Entete, colonne: int, niveau: int) -> bool:
    """Whether each value of the level stands under one value of this column only, and this column comes first."""
    if colonne > niveau:
        return False
    couples: dict[str, set[str]] = {}
    dessus = dessous = ""
    for rangee in grille.rangees[entete.fin + 1 :]:
        dessus = clean_ligne(get_cellule(rangee, colonne).texte) or dessus
        dessous = clean_ligne(get_cellule(rangee, niveau).texte) or dessous
        if dessous:
            couples.setdefault(dessous, set()).add(dessus)
    return bool(couples) and all(len(valeurs) == 1 for valeurs in couples.values())


def _resolve_numeros(grille: Grille, entete: Entete, titre: int) -> None:
    """A number just before a level is that of the level, when the action has its own, or when it is repeated."""
    numeros = entete.list_colonnes("numero")
    for colonne in numeros:
        suivant = entete.roles.get(colonne + 1)
        if suivant is None or suivant.champ != "niveau" or colonne > titre:
            continue
        valeurs = _list_valeurs(grille, entete, colonne)
        if (
            len(numeros) > 1
            or len(set(valeurs)) < len(valeurs)
            or len(valeurs) < len(_list_valeurs(grille, entete, titre))
        ):
            entete.roles[colonne] = Role("numero_niveau", suivant.sorte)
    # « Axe » that holds numbers beside « Axe » that holds words.
    niveaux = entete.list_colonnes("niveau")
    for gauche, droite in pairwise(niveaux):
        valeurs = _list_valeurs(grille, entete, gauche)
        if (
            entete.roles[gauche].sorte == entete.roles[droite].sorte
            and valeurs
            and all(
                len(v) <= 8
                and (parse_titre(v).numero or v.isdigit() or re.fullmatch(r"[\d.]+|[IVX]+|[A-Z]", v))
                and not parse_titre(v).titre.strip("0123456789.IVXABCDEFG")
                for v in valeurs
            )
        ):
            entete.roles[gauche] = Role("numero_niveau", entete.roles[droite].sorte)
    for colonne in entete.list_colonnes("numero_niveau"):
        if not entete.roles[colonne].sorte:
            mot = next(
                (
                    sorte
                    for sorte in ("axe", "obj", "orient", "enjeu", "thematique")
                    if sorte in get_cle(entete.textes[colonne])
                ),
                "",
            )
            entete.roles[colonne] = Role("numero_niveau", mot)


def _resolve_annees(grille: Grille, entete: Entete) -> None:
    """Columns called « 2025 »: amounts where they hold euros, values beside indicators, else when it happens."""
    annees = list(entete.list_colonnes("annee"))
    if not annees:
        return
    valeurs = [valeur for colonne in annees for valeur in _list_valeurs(grille, entete, colonne)]
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


# Under « 2025 », numbers as large as that are euros, unless an indicator stands before them.
MIN_EUROS = 100


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
