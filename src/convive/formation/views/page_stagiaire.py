"""The private pages of a stagiaire: the key in the URL is the only credential, and no cookie is read.

As in `espaces.views.page` for the pages of an espace, a function returns what its page shows, and this module does the
rest.

    ateliers = PagesStagiaire("ateliers/", onglet="formation:atelier_stagiaire_list")
    atelier = ateliers.objet("<uuid:atelier_uuid>/", get_atelier_ouvert, "Cet atelier n’est pas ouvert.")

    @atelier.lecture("")
    def atelier_stagiaire_detail(page: PageStagiaire, atelier: Atelier) -> dict[str, Any]:
        return {"lu": read_atelier(page.inscription, atelier)}

The route and the template, which extends `formation/stagiaire_base.html`, have the same name as the function.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from convive.espaces.selectors.espace import is_espace_fictif
from convive.espaces.views.public import without_account, without_trace
from convive.formation.cles.stagiaire import get_inscription
from convive.formation.models import Inscription
from convive.ui.onglets import GroupeOnglets, OngletPage

FERMEE = "Cette adresse ne mène nulle part. Elle a peut-être été remplacée\u00a0: cherchez le dernier message reçu."
ACCUEIL = "formation:stagiaire_detail"
ATELIERS = "formation:atelier_stagiaire_list"
PRESENCES = "formation:emargement_personnel_update"
TERRITOIRE = "formation:stagiaire_exercice"
DOSSIER = "formation:stagiaire_dossier"
DOCUMENTS = "formation:document_personnel_list"
PAIRS = "formation:stagiaire_question_list"
RECLAMATION = "formation:stagiaire_reclamation"


@dataclass(frozen=True, slots=True)
class OngletStagiaire:
    """`vue` is the name of a URL whose argument is the key."""

    libelle: str
    vue: str
    icone: str
    precision: str = ""


ONGLETS = (
    OngletStagiaire("Ma formation", ACCUEIL, "calendar-event"),
    OngletStagiaire("Ateliers", ATELIERS, "users-group"),
    OngletStagiaire("Mes présences", PRESENCES, "check"),
)
ONGLETS_PLUS = (
    OngletStagiaire("Mon territoire", TERRITOIRE, "map-2", "Un territoire inventé, pour s’exercer"),
    OngletStagiaire("Mon dossier", DOSSIER, "folder", "Tout garder, et le relire sans réseau"),
    OngletStagiaire("Mes documents", DOCUMENTS, "file-text", "Convocation, attestation, certificat"),
    OngletStagiaire("Entre pairs", PAIRS, "message-circle", "Demander, et aider"),
    OngletStagiaire("Réclamer", RECLAMATION, "message", "Signaler ce qui ne va pas, lire la réponse"),
)


class PageStagiaire:
    """A page requested by a stagiaire with her key: the request, her inscription, and helpers for its function."""

    def __init__(self, request: HttpRequest, cle: str, inscription: Inscription, onglet: str, template: str) -> None:
        self.request, self.cle, self.inscription, self.onglet = request, cle, inscription, onglet
        self.template = template
        # The objects named in the URL.
        self.contexte: dict[str, Any] = {}

    @property
    def is_envoi(self) -> bool:
        return self.request.method == "POST"

    @property
    def data(self) -> QueryDict | None:
        """The data to bind a form to; None for a GET."""
        return self.request.POST if self.is_envoi else None

    @property
    def geste(self) -> str:
        return self.request.POST.get("geste", "")

    def get_url(self, vue: str, *args: Any) -> str:
        """The URL of another of her pages."""
        return reverse(vue, args=[self.cle, *args])

    def redirect(self, suite: str = "") -> HttpResponse:
        """Redirect to a URL, or to this page with a suffix: « ?… », « #… »."""
        return redirect(suite if suite.startswith("/") else f"{self.request.path}{suite}")

    def render(self, contexte: Mapping[str, Any], partie: str = "", status: int | None = None) -> HttpResponse:
        """Render the page or, for htmx, a part of it: « #name » in its template, or another template."""
        template = self.template + partie if partie.startswith("#") else partie or self.template
        return render(self.request, template, {**self._build_contexte(), **contexte}, status=status)

    def _build_contexte(self) -> dict[str, Any]:
        return {
            "cle": self.cle,
            "inscription": self.inscription,
            "session": self.inscription.session,
            "is_fictif": is_espace_fictif(self.inscription.espace),
            "onglets": self._build_onglets(ONGLETS),
            "groupes_onglets": [GroupeOnglets("Plus", "menu-2", tuple(self._build_onglets(ONGLETS_PLUS)))],
            **self.contexte,
        }

    def _build_onglets(self, onglets: tuple[OngletStagiaire, ...]) -> list[OngletPage]:
        return [
            OngletPage(row.libelle, self.get_url(row.vue), row.icone, row.vue == self.onglet, row.precision)
            for row in onglets
        ]


type RenduStagiaire = Mapping[str, Any] | HttpResponse
type Vue = Callable[..., HttpResponse]


class PagesStagiaire:
    """The pages of a module under one path, relative to that of the stagiaire. `onglet` is the view name of the active
    tab."""

    def __init__(self, chemin: str = "", *, onglet: str = ACCUEIL) -> None:
        self.chemin, self.onglet = chemin, onglet
        self.urls: list[URLPattern] = []
        self._get: Callable[[Inscription, Any], Any] | None = None
        self._argument = self._absent = ""

    def sous(self, chemin: str, *, onglet: str = "") -> "PagesStagiaire":
        """Pages under a longer path, in the same list of routes."""
        pages = PagesStagiaire(self.chemin + chemin, onglet=onglet or self.onglet)
        pages.urls, pages._get, pages._argument, pages._absent = self.urls, self._get, self._argument, self._absent
        return pages

    def objet(self, chemin: str, get: Callable[[Inscription, Any], Any], absent: str) -> "PagesStagiaire":
        """The pages of one object, which is passed to their functions under its name. `get(inscription, identifier)`
        returns it, or None for a 404 with the message `absent`."""
        pages = self.sous(chemin)
        pages._get, pages._argument, pages._absent = get, re.findall(r"<\w+:(\w+)>", chemin)[-1], absent
        return pages

    def lecture(self, chemin: str = "") -> Callable[[Callable[..., RenduStagiaire]], Vue]:
        return self._record(chemin, lambda vue: require_safe(without_trace(vue)))

    def ecriture(self, chemin: str = "") -> Callable[[Callable[..., RenduStagiaire]], Vue]:
        """A page that also accepts POST."""
        return self._record(chemin, without_account)

    def _record(self, chemin: str, wrap: Callable[[Vue], Vue]) -> Callable[[Callable[..., RenduStagiaire]], Vue]:
        def decorate(function: Callable[..., RenduStagiaire]) -> Vue:
            vue = wrap(self._build_vue(function))
            vue.__name__, vue.__doc__, vue.__module__ = function.__name__, function.__doc__, function.__module__
            self.urls.append(path(f"ma-formation/<str:cle>/{self.chemin}{chemin}", vue, name=function.__name__))
            return vue

        return decorate

    def _build_vue(self, function: Callable[..., RenduStagiaire]) -> Vue:
        def vue(request: HttpRequest, cle: str, **arguments: Any) -> HttpResponse:
            inscription = get_inscription(cle)
            if inscription is None:
                raise Http404(FERMEE)
            page = PageStagiaire(request, cle, inscription, self.onglet, f"formation/{function.__name__}.html")
            if self._get:
                lu = self._get(inscription, arguments.pop(self._argument))
                if lu is None:
                    raise Http404(self._absent)
                nom = self._argument.removesuffix("_uuid")
                arguments[nom] = page.contexte[nom] = lu
            rendu = function(page, **arguments)
            return rendu if isinstance(rendu, HttpResponse) else page.render(rendu)

        return vue
