"""What the views of own indicators share: their page in the menu, and the rows that a place may open."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from convive.diagnostic.permissions import can_update_indicateurs
from convive.diagnostic.selectors.propres import LignePropre, get_propre
from convive.diagnostic.views.lieu import PAGE, build_onglets
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte

PAGE_PROPRES = "diagnostic:indicateur_espace_list"


def build_contexte_propres(
    request: HttpRequest, membre: Membre, courante: str = PAGE_PROPRES, **contexte: Any
) -> dict[str, Any]:
    onglets = build_onglets(membre, {"espace_uuid": membre.espace_id}, courante)
    peut_ecrire = can_update_indicateurs(membre) and not membre.espace.is_expire
    return build_contexte(request, membre, PAGE, onglets=onglets, peut_ecrire=peut_ecrire, **contexte)


def get_propre_or_404(membre: Membre, uuid: UUID) -> LignePropre:
    ligne = get_propre(membre, uuid)
    if ligne is None:
        raise Http404("Cet indicateur n’est pas dans cet espace, ou ne vous concerne pas.")
    return ligne
