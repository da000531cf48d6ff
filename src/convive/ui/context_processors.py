"""What every page receives."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from convive.socle.navigation import Verbe
from convive.socle.navigation import navigation as registre


@dataclass(frozen=True, slots=True)
class PageNavigation:
    libelle: str
    description: str
    url: str
    courante: bool


@dataclass(frozen=True, slots=True)
class VerbeNavigation:
    """A verb with its pages; `siege` (1 to 5) is its place around the table."""

    libelle: str
    siege: int
    pages: tuple[PageNavigation, ...]

    @property
    def courant(self) -> bool:
        return any(page.courante for page in self.pages)


@dataclass(frozen=True, slots=True)
class RechercheNavigation:
    url: str
    libelle: str
    invite: str


@dataclass(frozen=True, slots=True)
class Navigation:
    accueil: str
    sur_accueil: bool
    verbes: tuple[VerbeNavigation, ...]
    recherche: RechercheNavigation | None


def build_navigation(view_name: str, path: str) -> Navigation:
    """The verbs that have at least one page, with the current page marked, and the search target."""
    verbes = []
    for siege, verbe in enumerate(Verbe, start=1):
        pages = tuple(
            PageNavigation(entree.libelle, entree.description, reverse(entree.url_name), entree.is_courante(view_name))
            for entree in registre.get_entrees(verbe)
        )
        if pages:
            verbes.append(VerbeNavigation(verbe.value, siege, pages))
    cible = registre.get_recherche()
    return Navigation(
        accueil=get_script_prefix(),
        sur_accueil=path == get_script_prefix(),
        verbes=tuple(verbes),
        recherche=RechercheNavigation(reverse(cible.url_name), cible.libelle, cible.invite) if cible else None,
    )


def navigation(request: HttpRequest) -> dict[str, Navigation]:
    match = request.resolver_match
    return {"navigation": build_navigation(match.view_name if match else "", request.path)}
