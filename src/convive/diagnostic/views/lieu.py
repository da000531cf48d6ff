"""Where indicators are read: any périmètre, for everyone; that of an espace, for its members. One view for both."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from convive.diagnostic.permissions import can_list_indicateurs
from convive.diagnostic.views.perimetre import get_perimetre_or_404
from convive.espaces.models import Membre
from convive.espaces.permissions import can_get_espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.territoires.rules import PerimetreResolu
from convive.ui.onglets import OngletPage

# The page of the menu of an espace under which all of them are.
PAGE = "diagnostic:indicateur_list"
# The sub-pages: label, view name, icon.
SOUS_PAGES = (
    ("Les indicateurs", PAGE, "chart-line"),
    ("Ce qui a changé", "diagnostic:evolution_list", "history"),
    ("Territoires jumeaux", "diagnostic:jumeau_list", "users-group"),
    ("Les enfants à venir", "diagnostic:projection_detail", "baby-carriage"),
)
SOUS_PAGES_ESPACE = (
    ("Nos indicateurs", "diagnostic:indicateur_espace_list", "bookmark"),
    ("Millésimes", "diagnostic:millesime_list", "bell"),
)


def get_url_constat(membre: Membre, indicateur: str, depuis: str = "") -> str:
    """Where a figure, or its change since a year, becomes a constat that keeps it."""
    query = {"indicateur": indicateur} | ({"depuis": depuis} if depuis else {})
    return f"{reverse('diagnostic:constat_create', args=[membre.espace_id])}?{urlencode(query)}"


def build_onglets(membre: Membre | None, cle: dict[str, Any], courante: str) -> list[OngletPage]:
    """The sub-pages of this place; those of an espace alone come last."""
    pages = list(SOUS_PAGES)
    if membre is not None and can_list_indicateurs(membre):
        pages += SOUS_PAGES_ESPACE
    return [OngletPage(libelle, reverse(vue, kwargs=cle), icone, vue == courante) for libelle, vue, icone in pages]


@dataclass(frozen=True)
class Lieu:
    """A périmètre and who reads it; `membre` is None for the public pages. Addresses are those of this very place."""

    perimetre: PerimetreResolu
    membre: Membre | None
    cle: dict[str, Any]

    def get_url(self, page: str, **arguments: Any) -> str:
        return reverse(page if ":" in page else f"diagnostic:{page}", kwargs=self.cle | arguments)

    def build_contexte(self, request: HttpRequest, courante: str, **contexte: Any) -> dict[str, Any]:
        """What every page of indicators shows. `courante`: the sub-page that is marked."""
        onglets = build_onglets(self.membre, self.cle, courante)
        contexte |= {"lieu": self, "perimetre": self.perimetre, "onglets": onglets, "url_liste": self.get_url(PAGE)}
        if self.membre is not None:
            return build_contexte(request, self.membre, PAGE) | contexte
        portrait = reverse("diagnostic:portrait_detail", args=[self.perimetre.reference])
        fil = [
            ("Territoires", reverse("diagnostic:territoire_list")),
            (self.perimetre.nom, portrait),
            ("Indicateurs", ""),
        ]
        return contexte | {"fil": fil}


def with_lieu(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a read-only view the place that its address names; an espace asks for a member, and for communes."""

    @require_safe
    @wraps(view)
    def wrapper(
        request: HttpRequest, *, reference: str = "", espace_uuid: UUID | None = None, **arguments: Any
    ) -> HttpResponse:
        if espace_uuid is not None:
            return in_espace(request, espace_uuid, arguments)
        perimetre = get_perimetre_or_404(reference)
        if perimetre.reference != reference:
            # A former code leads to the territory of today: one address by territory.
            actuelle = {"reference": perimetre.reference}
            return HttpResponseRedirect(reverse(f"diagnostic:{view.__name__}", kwargs=arguments | actuelle))
        return view(request, Lieu(perimetre, None, {"reference": reference}), **arguments)

    @login_required
    def in_espace(request: HttpRequest, espace_uuid: UUID, arguments: dict[str, Any]) -> HttpResponse:
        membre = get_membre_or_404(request, espace_uuid, can_get_espace)
        perimetre = get_perimetre_espace(membre.espace)
        if perimetre is None or not perimetre.communes:
            context = build_contexte(request, membre, PAGE)
            return render(request, "diagnostic/_indicateurs_sans_perimetre.html", context)
        return view(request, Lieu(perimetre, membre, {"espace_uuid": espace_uuid}), **arguments)

    return wrapper
