"""The actions of a CTG, as a place reads them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from convive.convention.selectors.ctg import get_ctg_actuelle
from convive.espaces.models import Membre
from convive.espaces.models.portee import build_portee
from convive.plan_action.models import PARTAGEES, FicheAction, FicheActionQuerySet
from convive.plan_action.models.fiche import get_condition_propres
from convive.plan_action.permissions import can_list_brouillons, can_list_plan


def list_fiches(membre: Membre) -> FicheActionQuerySet:
    """The same rows as `FicheAction.objects.visible_to` in the espace of this place, from what the page knows of it."""
    if not can_list_plan(membre):
        return FicheAction.objects.none()
    condition = Q()
    if not can_list_brouillons(membre):
        condition &= PARTAGEES
    condition &= build_portee(FicheAction, membre.limites)
    if condition:
        condition |= get_condition_propres(membre.compte)
    return FicheAction.objects.filter(condition, espace=membre.espace_id)


def list_fiches_actuelles(membre: Membre, today: date) -> FicheActionQuerySet:
    """Those of the plan that people mean today, the one that the page of the plan opens: what one counts, or lists,
    when one says « les actions » without naming a CTG. One query more."""
    ctg = get_ctg_actuelle(membre, today)
    return list_fiches(membre).filter(ctg=ctg) if ctg is not None else FicheAction.objects.none()


def get_fiche(membre: Membre, uuid: UUID) -> FicheAction | None:
    """With what its page shows of the rows it points at; None for what this place does not read."""
    rows: Any = list_fiches(membre).select_related("ctg", "noeud__niveau", "organisation_porteuse", "elu_referent")
    fiche: FicheAction | None = rows.filter(pk=uuid).first()
    if fiche is not None:
        fiche.espace = membre.espace
    return fiche
