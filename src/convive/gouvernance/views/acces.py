"""What the pages of the bodies share: which body, what a place may write."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.gouvernance.models import Instance
from convive.gouvernance.permissions import can_list_brouillons, can_update_instances
from convive.gouvernance.selectors.instance import get_instance

PAGE = "gouvernance:instance_list"


def get_instance_or_404(membre: Membre, uuid: UUID) -> Instance:
    instance = get_instance(membre, uuid)
    if instance is None:
        raise Http404("Cette instance n’est pas ici, ou ne vous est pas ouverte.")
    return instance


def build_contexte_gouvernance(request: HttpRequest, membre: Membre, **contexte: Any) -> dict[str, Any]:
    is_ouvert = not membre.espace.is_expire
    return build_contexte(
        request,
        membre,
        PAGE,
        peut_ecrire=is_ouvert and can_update_instances(membre),
        lit_brouillons=can_list_brouillons(membre),
        **contexte,
    )
