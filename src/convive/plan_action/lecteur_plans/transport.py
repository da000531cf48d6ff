"""A whole reading as JSON: how it comes back from the program that read the file, and how a draft keeps it.

Nodes are told by their rank in the tree, so that what was one object is one object again.
"""

from dataclasses import asdict, fields
from typing import Any

from convive.plan_action.lecteur_plans.modele import (
    ActionLue,
    Avertissement,
    CalendrierLu,
    Correspondances,
    IndicateurLu,
    Intitule,
    MontantLu,
    NoeudLu,
    PlanLu,
    Question,
)

# The fields of an action that JSON keeps as they are.
SIMPLES = tuple(
    champ.name for champ in fields(ActionLue) if champ.name not in ("noeud", "calendrier", "budget", "indicateurs")
)


def dump_plan(plan: PlanLu) -> dict[str, Any]:
    rangs: dict[int, int] = {}
    noeuds: list[dict[str, Any]] = []

    def add(noeud: NoeudLu | None) -> int | None:
        """Its rank; its parents come before it, those that the tree dropped too."""
        if noeud is None:
            return None
        if id(noeud) not in rangs:
            parent = add(noeud.parent)
            rangs[id(noeud)] = len(noeuds)
            noeuds.append(
                {
                    "sorte": noeud.sorte,
                    "numero": noeud.numero,
                    "titre": noeud.titre,
                    "parent": parent,
                    "source": noeud.source,
                    "is_exact": noeud.is_exact,
                }
            )
        return rangs[id(noeud)]

    arbre = [add(noeud) for noeud in plan.arbre]
    actions = [
        {
            **{champ: getattr(action, champ) for champ in SIMPLES},
            "noeud": add(action.noeud),
            "calendrier": asdict(action.calendrier),
            "budget": [asdict(montant) for montant in action.budget],
            "indicateurs": [asdict(indicateur) for indicateur in action.indicateurs],
        }
        for action in plan.actions
    ]
    indicateurs = [[add(noeud), asdict(indicateur)] for noeud, indicateur in plan.indicateurs_noeuds]
    return {
        "noeuds": noeuds,
        "arbre": arbre,
        "actions": actions,
        "indicateurs_noeuds": indicateurs,
        "avertissements": [asdict(avertissement) for avertissement in plan.avertissements],
        "intitules": {cle: asdict(intitule) for cle, intitule in plan.intitules.items()},
        "statuts": plan.statuts,
        "sortes": plan.sortes,
        "feuilles": plan.feuilles,
        "empreinte": plan.empreinte,
        "periode": plan.periode,
        "questions": [asdict(question) for question in plan.questions],
    }


def load_plan(valeurs: dict[str, Any]) -> PlanLu:
    """Raise KeyError or TypeError for what `dump_plan` did not write."""
    noeuds: list[NoeudLu] = []
    for dit in valeurs["noeuds"]:
        parent = dit["parent"]
        noeuds.append(NoeudLu(**{**dit, "parent": None if parent is None else noeuds[parent]}))
    actions = [
        ActionLue(
            **{
                **dit,
                "noeud": None if dit["noeud"] is None else noeuds[dit["noeud"]],
                "calendrier": CalendrierLu(**dit["calendrier"]),
                "budget": [MontantLu(**montant) for montant in dit["budget"]],
                "indicateurs": [IndicateurLu(**indicateur) for indicateur in dit["indicateurs"]],
            }
        )
        for dit in valeurs["actions"]
    ]
    return PlanLu(
        arbre=[noeuds[rang] for rang in valeurs["arbre"]],
        actions=actions,
        indicateurs_noeuds=[(noeuds[rang], IndicateurLu(**dit)) for rang, dit in valeurs["indicateurs_noeuds"]],
        avertissements=[Avertissement(**dit) for dit in valeurs["avertissements"]],
        intitules={cle: Intitule(**dit) for cle, dit in valeurs["intitules"].items()},
        statuts=valeurs["statuts"],
        sortes=valeurs["sortes"],
        feuilles=valeurs["feuilles"],
        empreinte=valeurs["empreinte"],
        periode=None if valeurs.get("periode") is None else (valeurs["periode"][0], valeurs["periode"][1]),
        questions=[
            Question(**{**dit, "lignes": [(numero, cellules) for numero, cellules in dit["lignes"]]})
            for dit in valeurs.get("questions", ())
        ],
    )


def dump_correspondances(corrections: Correspondances) -> dict[str, Any]:
    return asdict(corrections)


def load_correspondances(valeurs: dict[str, Any]) -> Correspondances:
    """From what the database keeps, whose every part may be missing."""
    return Correspondances(
        champs=dict(valeurs.get("champs", {})),
        statuts=dict(valeurs.get("statuts", {})),
        niveaux=tuple(valeurs.get("niveaux", ())),
        feuilles_ignorees=tuple(valeurs.get("feuilles_ignorees", ())),
        feuilles_lues=tuple(valeurs.get("feuilles_lues", ())),
        entetes={nom: (int(dit[0]), int(dit[1])) for nom, dit in valeurs.get("entetes", {}).items()},
        libelles=tuple(valeurs.get("libelles", ())),
    )
