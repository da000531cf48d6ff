"""The plan of a CTG: its tree and its actions."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from convive.convention.models import Ctg
from convive.convention.selectors.ctg import choose_ctg, list_ctgs
from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction, NiveauPlan, NoeudPlan
from convive.plan_action.selectors.fiche import list_fiches


@dataclass(frozen=True, slots=True)
class Branche:
    """A node and the actions that hang on it; `rang` is its depth, from 1."""

    noeud: NoeudPlan | None
    rang: int
    fiches: tuple[FicheAction, ...]


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


def list_branches(membre: Membre, dossier: DossierPlan) -> list[Branche]:
    """The whole tree with the actions of each node, those without a place last; two queries."""
    noeuds = sort_noeuds(list(NoeudPlan.objects.filter(ctg=dossier.ctg).order_by("ordre", "created_at", "pk")))
    fiches: dict[UUID | None, list[FicheAction]] = defaultdict(list)
    rows = list_fiches(membre).filter(ctg=dossier.ctg).select_related("organisation_porteuse")
    for fiche in rows.order_by("ordre", "created_at", "pk"):
        fiche.espace = membre.espace
        fiches[fiche.noeud_id].append(fiche)
    branches = [Branche(noeud, rang, tuple(fiches.get(noeud.pk, ()))) for rang, noeud in noeuds]
    if fiches.get(None):
        branches.append(Branche(None, 1, tuple(fiches[None])))
    return branches
