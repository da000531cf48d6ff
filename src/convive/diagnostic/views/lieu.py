"""Where indicators are read: any périmètre, for everyone; that of an espace, for its members. One view for both."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, register_converter, reverse
from django.urls.converters import SlugConverter
from django.views.decorators.http import require_safe

from convive.diagnostic.views.rubrique import INDICATEURS, PAGE_INDICATEURS, SOUS_PAGES_INDICATEURS
from convive.espaces.models import Membre
from convive.espaces.permissions import can_get_espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.espaces.views.sous_pages import build_onglets
from convive.socle.formats import liste_fr
from convive.territoires.rules import PerimetreInconnu, PerimetreResolu
from convive.territoires.selectors import get_perimetre
from convive.ui.onglets import OngletPage


class ReferenceConverter(SlugConverter):
    """The reference of a périmètre, which is shorter than the identifier of an espace."""

    regex = r"[-a-zA-Z0-9_]{1,35}"


register_converter(ReferenceConverter, "reference")
# The same pages for any périmètre, and for the one of an espace.
ADRESSES = ("portrait/<reference:reference>/indicateurs/", "espaces/<uuid:espace_uuid>/indicateurs/")


def get_url_constat(membre: Membre, indicateur: str, depuis: str = "", territoire: str = "") -> str:
    """Where a figure, or its change since a year, becomes a constat that keeps it. `territoire`: a part of that of the
    espace, when the figure is its own."""
    query = {"indicateur": indicateur, "depuis": depuis, "territoire": territoire}
    query = {nom: valeur for nom, valeur in query.items() if valeur}
    return f"{reverse('diagnostic:constat_create', args=[membre.espace_id])}?{urlencode(query)}"


def get_perimetre_or_404(reference: str) -> PerimetreResolu:
    """Raise Http404 with a sentence for the visitor when no périmètre has this reference."""
    try:
        return get_perimetre(reference)
    except PerimetreInconnu as error:
        ways_out = liste_fr([f"{suggestion.nom} ({suggestion.reference})" for suggestion in error.suggestions], "ou")
        raise Http404(f"{error} Vouliez-vous dire {ways_out}\u00a0?" if ways_out else str(error)) from error


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
        contexte |= {"lieu": self, "perimetre": self.perimetre, "url_liste": self.get_url(PAGE_INDICATEURS)}
        if self.membre is not None:
            onglets = build_onglets(INDICATEURS.onglets, self.membre, courante)
            lu = build_contexte(request, self.membre, PAGE_INDICATEURS, onglets=onglets) | contexte
            page = next((une for une in onglets if une.courant and une.url != request.path), None)
            if page is not None and page.url not in dict(lu["fil"]).values():
                lu["fil"].append((page.libelle, page.url))
            return lu
        onglets = [
            OngletPage(page.libelle, self.get_url(page.vue), page.icone, page.vue == courante)
            for page in SOUS_PAGES_INDICATEURS
        ]
        portrait = reverse("diagnostic:portrait_detail", args=[self.perimetre.reference])
        fil = [
            ("Territoires", reverse("diagnostic:territoire_list")),
            (self.perimetre.nom, portrait),
            ("Indicateurs", ""),
        ]
        return contexte | {"fil": fil, "onglets": onglets}


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
            context = build_contexte(request, membre, PAGE_INDICATEURS)
            return render(request, "diagnostic/_indicateurs_sans_perimetre.html", context)
        return view(request, Lieu(perimetre, membre, {"espace_uuid": espace_uuid}), **arguments)

    return wrapper


class PagesLieu:
    """The pages of indicators of a module: read-only views that take a Lieu, each at both addresses."""

    def __init__(self) -> None:
        self.urls: list[URLPattern] = []

    def lecture(self, chemin: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
        def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            vue = with_lieu(view)
            self.urls += [path(f"{adresse}{chemin}", vue, name=view.__name__) for adresse in ADRESSES]
            return vue

        return decorate
