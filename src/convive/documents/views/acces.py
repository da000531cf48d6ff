"""What the pages of long jobs share: inside an espace or outside, one sees one's own."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from convive.comptes.requetes import get_compte
from convive.documents.models import Travail
from convive.documents.permissions import can_list_travaux
from convive.documents.selectors.travail import get_travail
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE_TRAVAUX = "documents:travail_list"


def get_membre_des_travaux(request: HttpRequest, espace_uuid: UUID | None) -> Membre | None:
    """The place of the visitor; None outside any espace. A job changes nothing in an espace that has expired."""
    if espace_uuid is None:
        return None
    return get_membre_or_404(request, espace_uuid, can_list_travaux, is_lecture=True)


def get_travail_or_404(request: HttpRequest, membre: Membre | None, travail_uuid: UUID) -> Travail:
    travail = get_travail(get_compte(request), travail_uuid, membre.espace if membre else None)
    if travail is None:
        raise Http404("Cette préparation n’existe pas, ou une autre personne l’a demandée.")
    return travail


def build_contexte_travaux(request: HttpRequest, membre: Membre | None, **contexte: Any) -> dict[str, Any]:
    return build_contexte(request, membre, PAGE_TRAVAUX, **contexte) if membre else {"espace": None, **contexte}
