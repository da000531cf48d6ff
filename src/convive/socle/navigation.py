"""The registry of what the header shows: each domain adds its entries in `apps.ready()`, `ui` displays them.

`ui` may not import a package above it, so the pages of the five verbs and the search page are declared here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest


class Verbe(StrEnum):
    """The five verbs, in the order of the navigation."""

    COMPRENDRE = "Comprendre"
    AGIR = "Agir"
    COOPERER = "Coopérer"
    EVALUER = "Évaluer"
    APPRENDRE = "Apprendre"


@dataclass(frozen=True, slots=True)
class EntreeNavigation:
    """One page of a verb; `url_name` takes no argument, `ordre` sorts the pages inside their verb.

    `pages` lists the other URL names (detail, form) on which this entry is the current one. With `hors_espace`, the
    entry is hidden inside an espace, where the pages of the espace replace it.
    """

    verbe: Verbe
    libelle: str
    url_name: str
    ordre: int
    description: str = ""
    pages: tuple[str, ...] = ()
    hors_espace: bool = False

    def is_courante(self, view_name: str) -> bool:
        return view_name == self.url_name or view_name in self.pages


@dataclass(frozen=True, slots=True)
class PageLocale:
    """A page of the current espace, among those of its verb."""

    verbe: Verbe
    libelle: str
    url: str
    courante: bool


@dataclass(frozen=True, slots=True)
class NavigationLocale:
    """What the header shows of an espace: its name, its home, its pages by verb, its settings page.

    `list_autres` returns the person's other espaces as (name, URL), and is only called when the header is rendered;
    `liste` is the page that lists them all. `fictif`: everything there is invented, and the page says so.
    """

    nom: str
    libelle_accueil: str
    accueil: str
    sur_accueil: bool
    pages: tuple[PageLocale, ...]
    reglages: str
    liste: str
    list_autres: Callable[[], Sequence[tuple[str, str]]]
    fictif: bool = False


@dataclass(frozen=True, slots=True)
class CibleRecherche:
    """The page to which the search box of the header sends its `q`.

    `suggestions`: this page also returns suggestions to open directly, while the person types.
    """

    url_name: str
    libelle: str
    invite: str = ""
    suggestions: bool = False


@dataclass(frozen=True, slots=True)
class PagePied:
    """A link in the footer of every page, such as the legal notices. `url_name` takes no argument."""

    libelle: str
    url_name: str
    ordre: int


@dataclass(frozen=True, slots=True)
class PagesAide:
    """Where the help about a page is: `url_name` takes the espace, and `?page=` the current path.

    `vues` are the view names that have help: on other pages the header shows no link. `url_publique` and
    `vues_publiques` are the same for pages outside any espace, open without a compte.
    """

    url_name: str
    vues: frozenset[str]
    url_publique: str = ""
    vues_publiques: frozenset[str] = frozenset()


class RegistreNavigation:
    """Entries, search target, help and footer; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._entrees: dict[str, EntreeNavigation] = {}
        self._recherche: CibleRecherche | None = None
        self._aide: PagesAide | None = None
        self._pied: dict[str, PagePied] = {}
        self._find_locale: Callable[[HttpRequest], NavigationLocale | None] = lambda _request: None

    def record_locale(self, find_locale: Callable[[HttpRequest], NavigationLocale | None]) -> None:
        """Record the function that finds the espace to show in the header of a page outside any espace: the last one
        that the person visited."""
        self._find_locale = find_locale

    def find_locale(self, request: HttpRequest) -> NavigationLocale | None:
        return self._find_locale(request)

    def record_entrees(self, *entrees: EntreeNavigation) -> None:
        """Add pages; the same page recorded again replaces itself, so that `ready()` may run twice."""
        for entree in entrees:
            self._entrees[entree.url_name] = entree

    def record_recherche(self, cible: CibleRecherche) -> None:
        self._recherche = cible

    def record_aide(self, pages: PagesAide) -> None:
        self._aide = pages

    def get_aide(self) -> PagesAide | None:
        return self._aide

    def get_entrees(self, verbe: Verbe) -> Sequence[EntreeNavigation]:
        return sorted(
            (entree for entree in self._entrees.values() if entree.verbe is verbe),
            key=lambda entree: (entree.ordre, entree.libelle),
        )

    def record_pied(self, *pages: PagePied) -> None:
        """Add links to the footer; the same one recorded again replaces itself."""
        for page in pages:
            self._pied[page.url_name] = page

    def get_pied(self) -> Sequence[PagePied]:
        return sorted(self._pied.values(), key=lambda page: (page.ordre, page.libelle))

    def get_recherche(self) -> CibleRecherche | None:
        return self._recherche


def set_navigation_locale(request: HttpRequest, locale: NavigationLocale | None) -> None:
    """Set the espace of the page: called by the view, read when the header is rendered."""
    request.navigation_locale = locale  # type: ignore[attr-defined]  # set on the object at run time


def get_navigation_locale(request: HttpRequest) -> NavigationLocale | None:
    """The espace set by the page; on a page outside any espace, the last one that the person visited."""
    if not hasattr(request, "navigation_locale"):
        set_navigation_locale(request, navigation.find_locale(request))
    locale: NavigationLocale | None = request.navigation_locale  # type: ignore[attr-defined]  # set before
    return locale


navigation = RegistreNavigation()
