"""What the views of the enjeux share: their sub-pages, and what a place may open."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.diagnostic.models import Enjeu
from convive.diagnostic.permissions import (
    can_create_vote,
    can_decide_enjeux,
    can_list_enjeux,
    can_update_enjeux,
)
from convive.diagnostic.selectors.enjeu import get_enjeu
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.ui.onglets import OngletPage

PAGE_ENJEUX = "diagnostic:enjeu_list"
PAGE_SYNTHESE = "diagnostic:enjeu_synthese"
PAGE_VOTES = "diagnostic:tour_vote_list"
PAGE_CRITERES = "diagnostic:critere_list"
PAGE_VOTER = "diagnostic:vote_create"
SOUS_PAGES = (
    ("Enjeux", PAGE_ENJEUX, "adjustments", can_list_enjeux),
    ("Voter", PAGE_VOTER, "edit", can_create_vote),
    ("Votes", PAGE_VOTES, "check", can_list_enjeux),
    ("Critères et poids", PAGE_CRITERES, "settings", can_list_enjeux),
    ("Sur une page", PAGE_SYNTHESE, "printer", can_list_enjeux),
)


def build_contexte_enjeux(request: HttpRequest, membre: Membre, page: str, **contexte: Any) -> dict[str, Any]:
    """`page` is the sub-page that is marked as current: its own, or the one it is under."""
    onglets = [
        OngletPage(libelle, reverse(vue, args=[membre.espace_id]), icone, vue == page)
        for libelle, vue, icone, is_permis in SOUS_PAGES
        if is_permis(membre)
    ]
    is_vivant = not membre.espace.is_expire
    droits = {
        "peut_ecrire": can_update_enjeux(membre) and is_vivant,
        "peut_decider": can_decide_enjeux(membre) and is_vivant,
    }
    return build_contexte(request, membre, PAGE_ENJEUX, onglets=onglets, **droits, **contexte)


def get_enjeu_or_404(membre: Membre, uuid: UUID) -> Enjeu:
    enjeu = get_enjeu(membre, uuid)
    if enjeu is None:
        raise Http404("Cet enjeu n’est pas ici, ou ne vous concerne pas.")
    return enjeu
