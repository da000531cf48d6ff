"""What the pages of the plan share: whose plan it is, which action, the links from one page to the other."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.plan_action.models import FicheAction
from convive.plan_action.permissions import can_update_fiches, can_update_plan
from convive.plan_action.selectors.fiche import get_fiche
from convive.plan_action.selectors.page_fiche import PageFiche, get_page_fiche
from convive.plan_action.selectors.plan import DossierPlan, get_dossier_plan

PAGE = "plan_action:plan_detail"
ABSENTE = "Cette action n’est pas ici, ou ne vous est pas ouverte."


def get_dossier_or_404(membre: Membre, ctg_uuid: UUID | None) -> DossierPlan | None:
    """The plan of this CTG. None only without an identifier, in an espace that has no CTG yet."""
    dossier = get_dossier_plan(membre, timezone.localdate(), ctg_uuid)
    if dossier is None and ctg_uuid is not None:
        raise Http404("Cette CTG n’existe pas dans cet espace.")
    return dossier


def get_fiche_or_404(membre: Membre, uuid: UUID) -> FicheAction:
    fiche = get_fiche(membre, uuid)
    if fiche is None:
        raise Http404(ABSENTE)
    return fiche


def get_page_or_404(membre: Membre, uuid: UUID) -> PageFiche:
    """An action with all that its page shows."""
    page = get_page_fiche(membre, uuid, timezone.localdate())
    if page is None:
        raise Http404(ABSENTE)
    return page


def build_contexte_plan(request: HttpRequest, membre: Membre, **contexte: Any) -> dict[str, Any]:
    is_ouvert = not membre.espace.is_expire
    return build_contexte(
        request,
        membre,
        PAGE,
        peut_ecrire=is_ouvert and can_update_fiches(membre),
        peut_structurer=is_ouvert and can_update_plan(membre),
        **contexte,
    )
