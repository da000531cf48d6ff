"""What every page receives."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, ResolverMatch, get_script_prefix
from django.utils.functional import SimpleLazyObject

from convive.socle.adresses import get_adresse
from convive.socle.navigation import NavigationLocale, Verbe, get_navigation_locale
from convive.socle.navigation import navigation as registre


@dataclass(frozen=True, slots=True)
class PageNavigation:
    libelle: str
    description: str
    url: str
    courante: bool


@dataclass(frozen=True, slots=True)
class VerbeNavigation:
    """A verb with its pages; `siege` (1 to 5) is its place around the table.

    `barre` are those of the header: inside an espace its own pages alone, the others are in the contents at the foot.
    """

    libelle: str
    siege: int
    pages: tuple[PageNavigation, ...]
    barre: tuple[PageNavigation, ...]

    @property
    def courant(self) -> bool:
        return any(page.courante for page in self.pages)


@dataclass(frozen=True, slots=True)
class RechercheNavigation:
    url: str
    libelle: str
    invite: str
    suggestions: bool


@dataclass(frozen=True, slots=True)
class LienPied:
    libelle: str
    url: str


@dataclass(frozen=True, slots=True)
class Navigation:
    accueil: str
    sur_accueil: bool
    verbes: tuple[VerbeNavigation, ...]
    recherche: RechercheNavigation | None
    espace: NavigationLocale | None = None
    pied: tuple[LienPied, ...] = ()
    aide: str = ""


def _build_pied() -> tuple[LienPied, ...]:
    """Pages that are not mounted here are left out: the frame of `ui` is tried without them."""
    liens = []
    for page in registre.get_pied():
        with suppress(NoReverseMatch):
            liens.append(LienPied(page.libelle, get_adresse(page.url_name)))
    return tuple(liens)


def _build_recherche() -> RechercheNavigation | None:
    cible = registre.get_recherche()
    if cible is None:
        return None
    return RechercheNavigation(get_adresse(cible.url_name), cible.libelle, cible.invite, cible.suggestions)


def _build_aide(request: HttpRequest, match: ResolverMatch | None) -> str:
    """The address of the help on this page; empty where there is none to give. No query."""
    pages, espace = registre.get_aide(), match.kwargs.get("espace_uuid") if match else None
    if match is None or pages is None or match.view_name not in (pages.vues if espace else pages.vues_publiques):
        return ""
    adresse = get_adresse(pages.url_name, espace) if espace else get_adresse(pages.url_publique)
    return f"{adresse}?{urlencode({'page': request.path_info})}"


def build_navigation(view_name: str, path: str, espace: NavigationLocale | None = None, aide: str = "") -> Navigation:
    """The verbs that have at least one page, with the current page marked, and the search target.

    Inside an espace its own pages come first in each verb.
    """
    verbes = []
    for siege, verbe in enumerate(Verbe, start=1):
        locales = [page for page in espace.pages if page.verbe is verbe] if espace else []
        siennes = tuple(PageNavigation(page.libelle, "", page.url, page.courante) for page in locales)
        pages = siennes + tuple(
            PageNavigation(
                entree.libelle, entree.description, get_adresse(entree.url_name), entree.is_courante(view_name)
            )
            for entree in registre.get_entrees(verbe)
            if espace is None or not entree.hors_espace
        )
        if pages:
            verbes.append(VerbeNavigation(verbe.value, siege, pages, siennes or pages))
    return Navigation(
        accueil=get_script_prefix(),
        sur_accueil=path == get_script_prefix(),
        verbes=tuple(verbes),
        recherche=_build_recherche(),
        espace=espace,
        pied=_build_pied(),
        aide=aide,
    )


def navigation(request: HttpRequest) -> dict[str, object]:
    """Built when the frame of the page is drawn, once; a part of a page, which has no frame, costs nothing."""
    return {"navigation": SimpleLazyObject(partial(_build_navigation, request))}


def _build_navigation(request: HttpRequest) -> Navigation:
    match = request.resolver_match
    view_name = match.view_name if match else ""
    espace = get_navigation_locale(request)
    is_hors_espace = match is not None and "espace_uuid" not in match.kwargs
    aide = _build_aide(request, match) if espace or is_hors_espace else ""
    return build_navigation(view_name, request.path, espace, aide)
