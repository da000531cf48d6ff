"""What one changes on several actions at once. Pure Python."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from convive.plan_action.rules.places import Changement
from convive.plan_action.rules.statuts import (
    Exigence,
    FaitsTransition,
    Statut,
    Transition,
    explain_transition,
    get_transition,
    list_transitions,
)
from convive.socle.enums import EnumLibelle

MAX_LOT = 100
"""A page of the list."""
MAX_DECALAGE_MOIS = 60


class GesteLot(EnumLibelle):
    """It is in the address, `?geste=statut`; in the order of the page, what one changes most often first."""

    STATUT = "statut", "Statut"
    PILOTE = "pilote", "Pilote"
    ELU = "elu", "Élu·e référent·e"
    DATES = "dates", "Dates"
    PLACE = "place", "Place dans le plan"
    THEMATIQUE = "thematique", "Thématique"
    ETIQUETTE = "etiquette", "Étiquette"
    PRIORITE = "priorite", "Priorité"
    VISIBILITE = "visibilite", "Visible par"


class Mode(StrEnum):
    """What becomes of those that an action has already."""

    AJOUTER = "ajouter"
    REMPLACER = "remplacer"
    RETIRER = "retirer"


def explain_refus(statut: str, vers: str, manques: Iterable[str], today: date) -> str:
    """Why an action cannot go there, whatever one types; empty when it can, or is there already."""
    if statut == vers:
        return ""
    transition = get_transition(statut, vers)
    if transition is None:
        lu, voulu = Statut(statut).libelle.lower(), Statut(vers).libelle.lower()
        return f"elle est «\u00a0{lu}\u00a0»\u00a0: on ne passe pas directement de là à «\u00a0{voulu}\u00a0»"
    faits = FaitsTransition(manques=tuple(manques))
    phrase = explain_transition(transition, faits, today).get("manques", "")
    return phrase.removesuffix(".").replace("Il manque", "il manque", 1)


def list_statuts_possibles(statuts: Iterable[str]) -> list[Statut]:
    """Where one at least of these actions may go, in the order of the life of an action."""
    possibles = {transition.vers for statut in set(statuts) for transition in list_transitions(statut)}
    return [statut for statut in Statut if statut in possibles]


def merge_transitions(statuts: Iterable[str], vers: Statut) -> Transition | None:
    """One move that asks all that these actions need to go there; None when none of them can."""
    rows = [row for statut in sorted(set(statuts)) if (row := get_transition(statut, vers)) is not None]
    if not rows:
        return None
    exigences: frozenset[Exigence] = frozenset().union(*(row.exigences for row in rows))
    return Transition(rows[0].de, vers, exigences, any(row.instance_decide for row in rows))


def move_mois(jour: date | None, mois: int) -> date | None:
    """The same day so many months later, or earlier; the last of the month when it has no such day."""
    if jour is None:
        return None
    annee, rang = divmod(jour.year * 12 + jour.month - 1 + mois, 12)
    return date(annee, rang + 1, min(jour.day, calendar.monthrange(annee, rang + 1)[1]))


@dataclass(slots=True)
class _Cumul:
    avant: dict[str, Any]
    apres: dict[str, Any]


def merge_changements(changements: Iterable[Changement]) -> list[Changement]:
    """One change a row, from what it was at first to what it is at last; what came back is left out."""
    rows: dict[tuple[str, str], _Cumul] = {}
    for change in changements:
        cumul = rows.setdefault((change.sorte, change.uuid), _Cumul({}, {}))
        for champ, valeur in change.avant.items():
            cumul.avant.setdefault(champ, valeur)
        cumul.apres |= change.apres
    merged = []
    for (sorte, uuid), cumul in rows.items():
        changed = [champ for champ, valeur in cumul.apres.items() if cumul.avant.get(champ) != valeur]
        if changed or not cumul.apres:
            avant = {champ: cumul.avant.get(champ) for champ in changed}
            merged.append(Changement(sorte, uuid, avant, {champ: cumul.apres[champ] for champ in changed}))
    return merged
