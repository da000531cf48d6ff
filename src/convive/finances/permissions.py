"""Who reads the money of a CTG. The amounts of actions have their own right, in `plan_action`."""

from convive.espaces.models import Membre
from convive.espaces.permissions import is_permis_membre
from convive.finances.models import CleRepartition, Parametre
from convive.plan_action.permissions import can_list_plan
from convive.plan_action.selectors.droits_budget import can_get_budget


def can_list_financements(membre: Membre) -> bool:
    """Read who pays what: the plan, and the right to its money."""
    return can_list_plan(membre) and can_get_budget(membre)


def can_list_baremes(membre: Membre) -> bool:
    return is_permis_membre(membre, *Parametre.LIRE.cle)


def can_update_baremes(membre: Membre) -> bool:
    return is_permis_membre(membre, *Parametre.ECRIRE.cle)


def can_list_communes(membre: Membre) -> bool:
    return can_list_financements(membre) and is_permis_membre(membre, *CleRepartition.LIRE.cle)


def can_update_cles(membre: Membre) -> bool:
    return can_list_communes(membre) and is_permis_membre(membre, *CleRepartition.ECRIRE.cle)
