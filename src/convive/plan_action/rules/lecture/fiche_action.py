"""From a fiche, labels and values, to an action and its place in the tree. Pure Python."""

import re
from typing import Any

from convive.plan_action.rules.lecture.champs import parse_valeur, put_champ
from convive.plan_action.rules.lecture.champs_montants import put_financeurs
from convive.plan_action.rules.lecture.fiches import Fiche
from convive.plan_action.rules.lecture.lecteur import Lecteur
from convive.plan_action.rules.lecture.modele import ActionLue, Cellule, NoeudLu
from convive.plan_action.rules.lecture.textes import clean_ligne, fold_mots, is_absence, parse_code, parse_titre
from convive.plan_action.rules.lecture.vocabulaire import NIVEAUX_POSSIBLES, Role


def build_action(
    lecteur: Lecteur,
    fiche: Fiche,
    source: dict[str, Any],
    pile: list[tuple[str, NoeudLu]],
    lieu: dict[str, Any],
    *,
    is_ligne: bool = False,
) -> ActionLue | None:
    """Nothing when the fiche has no title; the warning says where."""
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
    if not titre:
        lecteur.warn("titre_absent", "Cette fiche n’a pas de titre\u00a0: elle n’est pas reprise.", lieu)
        return None
    action = ActionLue(source, titre, numero, _get_noeud(lecteur, fiche, pile, lieu))
    place = {**lieu, "titre": titre}

    for entree in fiche.entrees:
        role = entree.role
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

        if role.champ == "financeurs" and not is_absence(entree.cellule.texte):
            put_financeurs(action, 0, entree.cellule.texte, avertir)
            continue
        put_champ(action, role, entree.cellule, avertir, lecteur.corrections.statuts, lecteur.plan.statuts)
    lecteur.plan.actions.append(action)
    return action


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
