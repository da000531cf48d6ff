"""What the actions on a plan share: one writes at a time, and what moved meanwhile is said."""

from convive.convention.models import Ctg
from convive.espaces.actions import ecriture
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.plan import PlanRefuse

DISPARU = "Cet élément du plan vient d’être supprimé par quelqu’un d’autre."
DISPARUE = "Cette action vient d’être supprimée par quelqu’un d’autre."


def lock_plan(ctg: Ctg) -> Ctg:
    """The CTG of the plan, kept until the end of the transaction: its tree is changed by one person at a time."""
    return ecriture.lock_fiche(ctg, PlanRefuse("Cette CTG vient d’être supprimée."))


def lock_fiche(fiche: FicheAction) -> FicheAction:
    """The action as it is now, kept until the end of the transaction."""
    return ecriture.lock_fiche(fiche, PlanRefuse(DISPARUE))


def lock_noeud(noeud: NoeudPlan) -> NoeudPlan:
    """A node of a plan that is locked already."""
    return ecriture.lock_fiche(noeud, PlanRefuse(DISPARU))
