"""What a person should look at once a whole plan is read: numbers, levels, pilots, sums, doubles. Pure Python."""

import re
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from convive.plan_action.lecteur_plans.lecteur import Lecteur
from convive.plan_action.lecteur_plans.modele import ActionLue, NoeudLu, PlanLu
from convive.plan_action.lecteur_plans.petits_tableaux import TOTAL_VERIFIE
from convive.plan_action.lecteur_plans.valeurs.montants import write_euros
from convive.plan_action.lecteur_plans.valeurs.textes import fold_mots


def check_plan(lecteur: Lecteur) -> None:
    """What a person should look at, once all is read."""
    plan = lecteur.plan
    _drop_noeuds_vides(plan)
    par_numero: dict[str, ActionLue] = {}
    for action in plan.actions:
        lieu = {**action.source, "titre": action.titre}
        if action.numero is not None and action.numero in par_numero:
            autre = par_numero[action.numero]
            if fold_mots(autre.titre) != fold_mots(action.titre):
                lecteur.warn(
                    "numero_en_double",
                    f"Le numéro {action.numero} est aussi celui de «\u00a0{autre.titre[:60]}\u00a0».",
                    {**lieu, "numero": action.numero},
                )
        elif action.numero is not None:
            par_numero[action.numero] = action
        if action.noeud is None and plan.arbre:
            lecteur.warn(
                "sans_rattachement", f"«\u00a0{action.titre[:60]}\u00a0» n’est sous aucun niveau du plan.", lieu
            )
    _join_totaux(plan)
    _check_pilotes(lecteur)
    _check_doubles(lecteur)
    for action in plan.actions:
        _check_sommes(lecteur, action)
    sans_statut = [action for action in plan.actions if action.statut is None and action.statut_texte is None]
    if len(sans_statut) == len(plan.actions):
        lecteur.warn(
            "statut_absent",
            "Ce fichier ne dit le statut d’aucune action\u00a0: elles seront «\u00a0à préparer\u00a0».",
            {},
        )
    else:
        for action in sans_statut:
            lecteur.warn(
                "statut_absent",
                f"«\u00a0{action.titre[:60]}\u00a0» n’a pas de statut\u00a0: elle sera «\u00a0à préparer\u00a0».",
                {**action.source, "titre": action.titre},
            )


def _join_totaux(plan: PlanLu) -> None:
    """The totals of small tables that say what their lines say: one remark for all."""
    verifies = [avertissement for avertissement in plan.avertissements if avertissement.code == TOTAL_VERIFIE]
    if len(verifies) < 2:
        return
    phrase = f"{verifies[0].message} De même pour {len(verifies) - 1} autre{'s' if len(verifies) > 2 else ''}."
    rang = plan.avertissements.index(verifies[0])
    plan.avertissements[rang] = replace(verifies[0], message=phrase)
    plan.avertissements[rang + 1 :] = [a for a in plan.avertissements[rang + 1 :] if a.code != TOTAL_VERIFIE]


def _check_pilotes(lecteur: Lecteur) -> None:
    """Once for all when the file names nobody; else for each action that nobody drives."""
    actions = lecteur.plan.actions
    seules = [action for action in actions if not action.pilotes and not action.structures_porteuses]
    if len(seules) == len(actions):
        lecteur.warn("pilote_absent", "Ce fichier ne dit le pilote ni le porteur d’aucune action.", {})
        return
    has_pilotes = any(action.pilotes for action in actions)
    for action in actions if has_pilotes else seules:
        if action.pilotes:
            continue
        qui = "n’a pas de pilote" if action.structures_porteuses else "n’a ni pilote ni porteur"
        lecteur.warn("pilote_absent", f"«\u00a0{action.titre[:60]}\u00a0» {qui}.", _get_lieu(action))


def _get_lieu(action: ActionLue) -> dict[str, Any]:
    return {**action.source, "numero": action.numero, "titre": action.titre}


# Two titles that share that much of their letters are one action typed twice, or two that resemble.
RESSEMBLANCE = 90.0
MIN_TITRE = 12


def _check_doubles(lecteur: Lecteur) -> None:
    """The same title twice, or nearly: both stay, and a person says whether they are one."""
    cles = [(fold_mots(action.titre), action) for action in lecteur.plan.actions]
    for rang, (cle, action) in enumerate(cles):
        for autre_cle, autre in cles[:rang]:
            if cle == autre_cle:
                code, mot = "doublon", "a le même titre que"
            elif (
                min(len(cle), len(autre_cle)) >= MIN_TITRE
                and re.sub(r"\d+", "", cle) != re.sub(r"\d+", "", autre_cle)
                and fuzz.ratio(cle, autre_cle, score_cutoff=RESSEMBLANCE)
            ):
                code, mot = "doublon_proche", "ressemble à"
            else:
                continue
            lecteur.warn(
                code,
                f"«\u00a0{action.titre[:60]}\u00a0» {mot} «\u00a0{autre.titre[:60]}\u00a0»"
                f"{_write_ou(autre)}\u00a0: est-ce la même action\u00a0?",
                _get_lieu(action),
            )
            break


def _write_ou(action: ActionLue) -> str:
    source = action.source
    if source.get("ligne"):
        return f" (ligne {source['ligne']})"
    if source.get("tableau"):
        return f" (tableau {source['tableau']})"
    return ""


def _check_sommes(lecteur: Lecteur, action: ActionLue) -> None:
    """What an action costs is what it receives, year by year when each amount says its year; and a progress fits its
    status."""
    charges = [montant for montant in action.budget if montant.sens == "charge"]
    produits = [montant for montant in action.budget if montant.sens == "produit"]
    annees = {montant.annee for montant in action.budget}
    groupes = sorted(annees, key=str) if None not in annees else [None]
    for annee in groupes if charges and produits else []:
        depenses = sum(m.montant for m in charges if annee is None or m.annee == annee)
        recettes = sum(m.montant for m in produits if annee is None or m.annee == annee)
        # What one funder gives, of a cost that it does not pay alone, is no mistake.
        is_part = (
            recettes < depenses and len({m.financeur for m in produits}) == 1 and produits[0].financeur is not None
        )
        if abs(depenses - recettes) >= 1 and not is_part:
            quand = "" if annee is None else f" de {annee}"
            lecteur.warn(
                "somme_incoherente",
                f"Les financements{quand} ({write_euros(recettes)}) ne font pas les dépenses "
                f"({write_euros(depenses)})\u00a0: les deux sont repris.",
                _get_lieu(action),
            )
    if action.avancement is not None and (
        (action.statut == "realisee" and action.avancement < 100)
        or (action.statut == "a_preparer" and action.avancement == 100)
    ):
        lecteur.warn(
            "statut_contradictoire",
            f"«\u00a0{action.statut_texte}\u00a0» et {action.avancement}\u00a0% ne disent pas la même chose.",
            _get_lieu(action),
        )


def _drop_noeuds_vides(plan: PlanLu) -> None:
    """A heading that was made a level by its look alone, and under which nothing stands, was not one."""
    utiles: set[int] = set()
    for noeud in [a.noeud for a in plan.actions] + [n for n, _ in plan.indicateurs_noeuds]:
        while noeud is not None:
            utiles.add(id(noeud))
            noeud = noeud.parent
    # « Axe 1 … p. 3 » in a summary is the axis that the pages call « Axe 1 – Petite enfance ».
    pris = {(noeud.rang, noeud.numero) for noeud in plan.arbre if id(noeud) in utiles and noeud.numero}
    plan.arbre = [
        noeud
        for noeud in plan.arbre
        if id(noeud) in utiles
        or noeud.is_exact
        or ((noeud.sorte or noeud.numero) and (noeud.rang, noeud.numero) not in pris and _is_place(noeud))
    ]


def _is_place(noeud: NoeudLu) -> bool:
    """A title; not the line of a summary with its page."""
    return re.search(r"(?:\.{3,}|…|\t|\bp\. ?|\bpage )\s*\d+$", noeud.titre) is None
