"""From a fiche, labels and values, to an action and its place in the tree. Pure Python."""

import re
from dataclasses import replace
from typing import Any

from convive.plan_action.lecteur_plans.en_ligne import split_cellule
from convive.plan_action.lecteur_plans.entetes import find_entetes
from convive.plan_action.lecteur_plans.fiches import TABLEAU, Entree, Fiche
from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import ActionLue, Avertir, Cellule, NoeudLu
from convive.plan_action.lecteur_plans.petits_tableaux import put_petit_tableau, write_lignes
from convive.plan_action.lecteur_plans.tableaux import LectureTable
from convive.plan_action.lecteur_plans.valeurs.champs import parse_valeur, put_champ
from convive.plan_action.lecteur_plans.valeurs.champs_montants import put_financeurs
from convive.plan_action.lecteur_plans.valeurs.textes import (
    NON_REPARTI,
    PLUSIEURS,
    clean_ligne,
    fold,
    fold_mots,
    is_absence,
    is_meme_code,
    list_titres,
    parse_code,
    parse_titre,
)
from convive.plan_action.lecteur_plans.valeurs.vocabulaire import NIVEAUX_POSSIBLES, Role


def build_action(
    lecteur: Lecteur,
    fiche: Fiche,
    source: dict[str, Any],
    pile: list[tuple[str, NoeudLu]],
    lieu: dict[str, Any],
    *,
    is_ligne: bool = False,
) -> ActionLue | None:
    """Nothing when the fiche has no title; the warning says where. A fiche that lists actions is as many, of which the
    last is given."""
    if parts := _split_fiche(lecteur, fiche, lieu):
        return [build_action(lecteur, part, dict(source), pile, dict(lieu), is_ligne=is_ligne) for part in parts][-1]
    titre, numero = fiche.titre, fiche.numero
    for entree in fiche.entrees:
        if entree.role is not None and entree.role.champ == "titre":
            texte = clean_ligne(entree.cellule.texte)
            if texte and not is_absence(texte):
                lu = parse_titre(texte)
                is_code = lu.numero is not None and (lu.is_action or not lu.sorte)
                numero = numero or (lu.numero if is_code else None)
                titre = lu.titre if (is_code or lu.is_action) and lu.titre else texte
        elif entree.role is not None and entree.role.champ == "numero":
            numero = parse_code(entree.cellule.texte) or numero
    if (suivie := _find_suite(lecteur, fiche, titre, numero)) is not None:
        phrase = f"Cette fiche est lue comme la suite de «\u00a0{suivie.titre[:60]}\u00a0»."
        lecteur.warn("fiche_suite", phrase, {**lieu, "titre": suivie.titre})
        _put_entrees(lecteur, suivie, fiche, {**lieu, "titre": suivie.titre}, is_ligne=is_ligne)
        return suivie
    if not titre and (titre := _pop_description(fiche)):
        phrase = f"«\u00a0{titre[:60]}\u00a0», écrit comme une description, est lu comme le titre de l’action."
        lecteur.warn("titre_devine", phrase, {**lieu, "titre": titre})
    if not titre:
        lecteur.warn("titre_absent", "Cette fiche n’a pas de titre\u00a0: elle n’est pas reprise.", lieu)
        return None
    action = ActionLue(source, titre, numero, _get_noeud(lecteur, fiche, pile, lieu))
    _put_entrees(lecteur, action, fiche, {**lieu, "titre": titre}, is_ligne=is_ligne)
    lecteur.plan.actions.append(action)
    return action


def _split_fiche(lecteur: Lecteur, fiche: Fiche, lieu: dict[str, Any]) -> list[Fiche]:
    """« Actions | - Ouvrir un lieu - Former »: a fiche for each, with all that it says of all but its amounts."""
    entree = next((e for e in fiche.entrees if e.role is not None and e.role.champ == "titre"), None)
    titres = list_titres(entree.cellule.texte) if entree is not None and not fiche.titre else []
    if entree is None or len(titres) < 2:
        return []
    lecteur.warn("plusieurs_actions", PLUSIEURS.format(len(titres)), {**lieu, "titre": titres[0]})
    champs = ("budget", "financement", "financeurs")
    autres = [e for e in fiche.entrees if e.role != TABLEAU and (e.role is None or e.role.champ not in champs)]
    if len(autres) < len(fiche.entrees):
        lecteur.warn("montant_non_reparti", NON_REPARTI, {**lieu, "titre": titres[0]})
    return [
        replace(fiche, entrees=[replace(e, cellule=Cellule(titre)) if e is entree else e for e in autres])
        for titre in titres
    ]


def _pop_description(fiche: Fiche) -> str:
    """« On fait quoi : ouvrir un lieu », in a fiche that says its action nowhere else: out of its entries, when it is
    as short as a title."""
    for entree in fiche.entrees:
        texte = clean_ligne(entree.cellule.texte)
        is_quoi = entree.role is not None and entree.role.champ == "description"
        if is_quoi and 0 < len(texte) <= MAX_TITRE and "\n" not in entree.cellule.texte and not is_absence(texte):
            fiche.entrees.remove(entree)
            return texte
    return ""


MAX_TITRE = 150
SUITE = re.compile(r"\(?\s*(?:suite|fin|suite et fin)(?: \d+)?\s*\)?")


def _find_suite(lecteur: Lecteur, fiche: Fiche, titre: str, numero: str | None) -> ActionLue | None:
    """The action that a fiche goes on with: « Fiche n° 1 (suite) », or a table without a title that says other fields
    than the one just above."""
    actions = lecteur.plan.actions
    nu = re.sub(r"[\s–—:-]*\(\s*(?:suite|fin|suite et fin)[^()]*\)|\s[–—-]\s*suite$", "", titre, flags=re.I).strip()
    titres = [fold_mots(nu)] if nu != titre and nu else []
    is_suite = nu != titre or SUITE.fullmatch(fold(titre)) is not None
    if fiche.is_suite or is_suite:
        for action in reversed(actions):
            if is_meme_code(action.numero, numero) or fold_mots(action.titre) in titres:
                return action
        return actions[-1] if actions and (not nu or SUITE.fullmatch(fold(nu))) else None
    last = actions[-1] if actions else None
    if titre or last is None or not fiche.entrees or "tableau" not in last.source:
        return None
    return last if not fiche.list_champs() & lecteur.champs_dits.get(id(last), set()) else None


def _put_entrees(lecteur: Lecteur, action: ActionLue, fiche: Fiche, place: dict[str, Any], *, is_ligne: bool) -> None:
    lecteur.champs_dits.setdefault(id(action), set()).update(fiche.list_champs())
    for entree in fiche.entrees:
        role = entree.role
        if role == TABLEAU:
            read_tableau(lecteur, action, entree, place)
            continue
        lecteur.note_intitule(entree.etiquette, role, entree.cellule.texte)
        if role is None:
            if not is_absence(entree.cellule.texte):
                lecteur.warn(
                    "etiquette_inconnue",
                    f"«\u00a0{entree.etiquette[:60]}\u00a0» n’est pas repris.",
                    {**place, "colonne": entree.etiquette},
                )
            continue
        if role.champ in (
            "titre",
            "numero",
            "niveau",
            "numero_niveau",
            "ignore",
            "annee",
            "unite",
            "cible",
            "reference",
            "valeur",
        ):
            if role.champ in ("cible", "reference") and len(action.indicateurs) == 1:
                _put_valeur(action, role, entree.cellule)
            continue
        numero_ligne = entree.numero if is_ligne else 0

        def avertir(
            code: str, message: str, _colonne: str, numero_ligne: int = numero_ligne, etiquette: str = entree.etiquette
        ) -> None:
            lecteur.warn(
                code, message, {**place, **({"ligne": numero_ligne} if numero_ligne else {}), "colonne": etiquette}
            )

        entree.cellule = _put_tableaux(action, entree.cellule, avertir)
        if not entree.cellule:
            continue
        if role.champ == "financeurs" and not is_absence(entree.cellule.texte):
            put_financeurs(action, 0, entree.cellule.texte, avertir)
            continue
        parts = split_cellule(lecteur, entree.etiquette, role, entree.cellule.texte)
        for dit, cellule in [(dit, Cellule(texte)) for dit, texte in parts] or [(role, entree.cellule)]:
            put_champ(action, dit, cellule, avertir, lecteur.corrections.statuts, lecteur.plan.statuts)


def _is_sous(niveaux: list[Entree], numero: str | None) -> bool:
    """« 1.1 » under the axis « 1 » that the fiche names too."""
    numeros = [parse_titre(clean_ligne(entree.cellule.texte)).numero for entree in niveaux]
    return numero is not None and any(n is not None and numero.startswith(f"{n}.") for n in numeros)


def read_tableau(lecteur: Lecteur, action: ActionLue, entree: Entree, place: dict[str, Any]) -> None:
    for grille in entree.cellule.grilles:
        lieu = {**place, "tableau": grille.tableau}

        def avertir(code: str, message: str, _colonne: str, lieu: dict[str, Any] = lieu) -> None:
            lecteur.warn(code, message, lieu)

        if put_petit_tableau(action, grille, avertir):
            continue
        entetes = find_entetes(grille, lecteur)
        if not entetes:
            lecteur.warn("tableau_ignore", "Ce tableau ne contient pas d’actions\u00a0: il n’est pas repris.", lieu)
            continue
        lecture = LectureTable(lecteur, grille, entetes[0], [])
        for rangee in grille.rangees[entetes[0].fin + 1 :]:
            remplies = [(colonne, cellule) for colonne, cellule in enumerate(rangee.cellules) if cellule]
            if remplies and not lecture._is_total(remplies):
                lecture._put(action, rangee, is_suite=True)


def _put_tableaux(action: ActionLue, cellule: Cellule, avertir: Avertir) -> Cellule:
    """The cell without its tables of money or of indicators, which go into the action; with the others as lines."""
    if not cellule.grilles:
        return cellule
    restes = [write_lignes(grille) for grille in cellule.grilles if not put_petit_tableau(action, grille, avertir)]
    return Cellule("\n".join(filter(None, [cellule.texte, *restes])), is_gras=cellule.is_gras)


def _put_valeur(action: ActionLue, role: Role, cellule: Cellule) -> None:
    valeur = parse_valeur(cellule)
    if valeur is not None:
        setattr(action.indicateurs[0], role.champ, valeur)


def _get_noeud(lecteur: Lecteur, fiche: Fiche, pile: list[tuple[str, NoeudLu]], lieu: dict[str, Any]) -> NoeudLu | None:
    """The levels that a fiche names, under those of the headings above it."""
    parent = pile[-1][1] if pile else None
    ouverts = dict(pile)
    niveaux = []
    titre_vu = bool(fiche.titre)
    for entree in fiche.entrees:
        role = entree.role
        if role is None:
            continue
        if role.champ == "titre":
            titre_vu = True
        if role.champ == "niveau":
            niveaux.append(entree)
        elif role.champ in NIVEAUX_POSSIBLES and role.sorte:
            lu = parse_titre(entree.cellule.texte)
            is_niveau = (
                lu.numero is not None
                and len(clean_ligne(entree.cellule.texte)) < 200
                and "\n" not in entree.cellule.texte
            )
            if (
                role.sorte == "objectif strategique"
                or (is_niveau and _is_sous(niveaux, lu.numero))
                or (is_niveau and not titre_vu)
                or (
                    is_niveau
                    and role.sorte in ("objectif operationnel", "objectif general", "thematique")
                    and lu.numero is not None
                )
            ):
                niveaux.append(entree)
    if not niveaux and not pile:
        # « Thématique : … » alone is the level that the plan knows.
        niveaux = [
            e
            for e in fiche.entrees
            if e.role is not None
            and e.role.champ == "thematiques"
            and e.role.sorte
            and not re.search(r"[,;\n]", e.cellule.texte)
        ]
    niveaux = lecteur.sort_niveaux(niveaux, [e.role.sorte for e in niveaux if e.role is not None])
    numeros = [e for e in fiche.entrees if e.role is not None and e.role.champ == "numero_niveau"]
    for entree in niveaux:
        texte = clean_ligne(entree.cellule.texte)
        if is_absence(texte):
            continue
        sorte = entree.role.sorte if entree.role is not None else ""
        lu = parse_titre(texte)
        numero = lu.numero
        if numero is None:
            # « Axe 2 | Petite enfance »: the label says the number.
            numero = parse_titre(entree.etiquette).numero
        if numero is None and re.fullmatch(r"[\d.]{1,6}|[IVX]{1,4}", texte):
            numero = texte.rstrip(".")
        if numero is None and len(numeros) == 1:
            numero = parse_code(numeros[0].cellule.texte)
        sorte = lu.sorte or sorte
        if sorte in ouverts:
            memes = ouverts[sorte]
            if fold_mots(memes.titre) == fold_mots(lu.titre or texte) or (
                numero is not None and memes.numero == numero
            ):
                continue
            parent = memes.parent
        titre = lu.titre or (f"{sorte.capitalize()} {numero}" if numero == texte else texte)
        parent = lecteur.get_noeud(parent, sorte, numero, titre, lieu)
    return parent
