"""Who sees the budget of the actions, and the lines that this right opens; its roles are in permissions.py.

A place that has the right sees the money of the actions that it reads, and of no other: `LigneBudget.visible_to` says
the same for an account.
"""

from django.db.models import QuerySet

from convive.espaces.models import Membre
from convive.espaces.permissions import is_permis_membre
from convive.plan_action.models import LigneBudget
from convive.plan_action.rules.plan import DROIT_BUDGET


def can_get_budget(membre: Membre) -> bool:
    """Read the money of the actions that this place reads."""
    return is_permis_membre(membre, *DROIT_BUDGET)


def get_budget_visible(membre: Membre) -> QuerySet[LigneBudget]:
    """The money of the actions that this place reads; whoever asks says which ones."""
    return LigneBudget.objects.all() if can_get_budget(membre) else LigneBudget.objects.none()
