"""The plan of a CTG: its tree and its actions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from convive.convention.models import Ctg
from convive.convention.selectors.ctg import choose_ctg, list_ctgs
from convive.espaces.models import Membre
from convive.plan_action.models import NiveauPlan, NoeudPlan


@dataclass(frozen=True, slots=True)
class DossierPlan:
    """The plan that a page is about; `ctgs` are all those of the espace."""

    ctg: Ctg
    ctgs: tuple[Ctg, ...]
    niveaux: tuple[NiveauPlan, ...]


def get_dossier_plan(membre: Membre, today: date, uuid: UUID | None = None) -> DossierPlan | None:
    """The plan of this CTG; without an identifier, of the one that people mean; two queries."""
    ctgs = tuple(list_ctgs(membre))
    ctg = choose_ctg(ctgs, uuid, today)
    if ctg is None:
        return None
    ctg.espace = membre.espace
    return DossierPlan(ctg, ctgs, tuple(NiveauPlan.objects.filter(ctg=ctg).order_by("rang")))


def map_racines(noeuds: Iterable[tuple[int, Any]]) -> dict[UUID | None, UUID | None]:
    """Each node → the one of the first level above it; None → None, for what has no place. Parents come before
    children."""
    racines: dict[UUID | None, UUID | None] = {None: None}
    for _, noeud in noeuds:
        racines[noeud.pk] = racines.get(noeud.parent_id) or noeud.pk
    return racines


def sort_noeuds(noeuds: list[NoeudPlan]) -> list[tuple[int, NoeudPlan]]:
    """Each node after its parent, with its depth; siblings in their order."""
    enfants: dict[UUID | None, list[NoeudPlan]] = defaultdict(list)
    for noeud in noeuds:
        enfants[noeud.parent_id].append(noeud)
    ordered: list[tuple[int, NoeudPlan]] = []

    def walk(parent: UUID | None, rang: int) -> None:
        for noeud in enfants[parent]:
            ordered.append((rang, noeud))
            walk(noeud.pk, rang + 1)

    walk(None, 1)
    return ordered
