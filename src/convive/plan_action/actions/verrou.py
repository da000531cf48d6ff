"""What the actions on a plan share: one writes at a time, and what moved meanwhile is said."""

from convive.convention.models import Ctg
from convive.espaces.permissions import refuse_espace_expire
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.plan import PlanRefuse

DISPARU = "Cet élément du plan vient d’être supprimé par quelqu’un d’autre."
DISPARUE = "Cette action vient d’être supprimée par quelqu’un d’autre."


def lock_plan(ctg: Ctg) -> Ctg:
    """The CTG of the plan, kept until the end of the transaction: its tree is changed by one person at a time."""
    locked = Ctg.objects.select_for_update().select_related(None).filter(pk=ctg.pk).first()
    if locked is None:
        raise PlanRefuse("Cette CTG vient d’être supprimée.")
    locked.espace = ctg.espace
    refuse_espace_expire(locked.espace)
    return locked


def lock_fiche(fiche: FicheAction) -> FicheAction:
    """The action as it is now, kept until the end of the transaction."""
    refuse_espace_expire(fiche.espace)
    locked = FicheAction.objects.select_for_update().select_related(None).filter(pk=fiche.pk).first()
    if locked is None:
        raise PlanRefuse(DISPARUE)
    locked.espace = fiche.espace
    return locked


def lock_noeud(noeud: NoeudPlan) -> NoeudPlan:
    """A node of a plan that is locked already."""
    locked = NoeudPlan.objects.select_for_update().select_related(None).filter(pk=noeud.pk).first()
    if locked is None:
        raise PlanRefuse(DISPARU)
    locked.espace = noeud.espace
    return locked
