"""What the views of the shared diagnosis have in common: its sub-pages, and cards that a place may open."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.diagnostic.models import Constat, NoteEntretien, Parole
from convive.diagnostic.permissions import (
    can_get_afom,
    can_list_constats,
    can_list_paroles,
    can_update_constats,
    can_update_paroles,
)
from convive.diagnostic.selectors.constat import get_constat, get_constat_nu
from convive.diagnostic.selectors.note_entretien import get_note_entretien
from convive.diagnostic.selectors.parole import get_parole
from convive.espaces.models import Membre
from convive.espaces.views.acces import build_contexte
from convive.ui.onglets import OngletPage

type SousPage = tuple[str, str, str, Callable[[Membre], bool]]

PAGE_PAROLES = "diagnostic:parole_list"
PAGE_ENTRETIENS = "diagnostic:note_entretien_list"
PAGE_CONSTATS = "diagnostic:constat_list"
PAGE_AVIS = "diagnostic:avis_list"
PAGE_AFOM = "diagnostic:afom_list"
PAGE_CORBEILLE = "diagnostic:corbeille_list"
# The sub-pages of « Paroles »: raw notes are for those who write.
SOUS_PAGES_PAROLES = (
    ("Paroles", PAGE_PAROLES, "message", can_list_paroles),
    ("Notes d’entretien", PAGE_ENTRETIENS, "notebook", can_update_paroles),
)
# The sub-pages of « Constats »: label, view name, icon, who opens it.
SOUS_PAGES = (
    ("Constats", PAGE_CONSTATS, "search", can_list_constats),
    ("Qui s’est prononcé", PAGE_AVIS, "message-circle", can_list_constats),
    ("AFOM", PAGE_AFOM, "table", can_get_afom),
    ("Corbeille", PAGE_CORBEILLE, "trash", can_update_constats),
)


def _build_onglets(membre: Membre, sous_pages: Iterable[SousPage], page: str) -> list[OngletPage]:
    return [
        OngletPage(libelle, reverse(vue, args=[membre.espace_id]), icone, vue == page)
        for libelle, vue, icone, is_permis in sous_pages
        if is_permis(membre)
    ]


def build_contexte_paroles(
    request: HttpRequest, membre: Membre, page: str = PAGE_PAROLES, **contexte: Any
) -> dict[str, Any]:
    """`page` is the sub-page that is marked as current."""
    onglets = _build_onglets(membre, SOUS_PAGES_PAROLES, page)
    peut_ecrire = can_update_paroles(membre) and not membre.espace.is_expire
    return build_contexte(request, membre, PAGE_PAROLES, onglets=onglets, peut_ecrire=peut_ecrire, **contexte)


def build_contexte_constats(request: HttpRequest, membre: Membre, page: str, **contexte: Any) -> dict[str, Any]:
    """`page` is the sub-page that is marked as current: its own, or the one it is under."""
    onglets = _build_onglets(membre, SOUS_PAGES, page)
    peut_ecrire = can_update_constats(membre) and not membre.espace.is_expire
    return build_contexte(request, membre, PAGE_CONSTATS, onglets=onglets, peut_ecrire=peut_ecrire, **contexte)


def get_parole_or_404(membre: Membre, uuid: UUID) -> Parole:
    parole = get_parole(membre, uuid)
    if parole is None:
        raise Http404("Cette parole n’est pas ici, ou ne vous est pas ouverte.")
    return parole


def get_note_entretien_or_404(membre: Membre, uuid: UUID) -> NoteEntretien:
    note = get_note_entretien(membre, uuid)
    if note is None:
        raise Http404("Cette note d’entretien n’est pas ici, ou ne vous est pas ouverte.")
    return note


def get_constat_or_404(membre: Membre, uuid: UUID, *, with_carte: bool = True) -> Constat:
    """`with_carte`: with all that its card shows."""
    constat = get_constat(membre, uuid) if with_carte else get_constat_nu(membre, uuid)
    if constat is None:
        raise Http404("Ce constat n’est pas ici, ou ne vous est pas ouvert.")
    return constat
