"""The registry of what the header shows: each domain adds its entries in `apps.ready()`, `ui` displays them.

The layout may not name a package above it, so the pages of the five verbs, and the page that answers a search,
come from here.
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

    `pages` lists the other URL names (detail, form) during which this entry is the current one. With `hors_espace` it
    leaves its place, inside an espace, to the pages of this espace.
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
    """A page of the espace where one is, among those of its verb."""

    verbe: Verbe
    libelle: str
    url: str
    courante: bool


@dataclass(frozen=True, slots=True)
class NavigationLocale:
    """What the header shows of an espace: its name, its home, its pages by verb, the page of its settings.

    `list_autres` gives the other espaces of this person, by name and address, when the header is drawn; `liste` is the
    page of all of them. `fictif`: everything there is invented, and the page says so.
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

    `suggestions`: this page also answers, to whom types, with a list of things to open at once.
    """

    url_name: str
    libelle: str
    invite: str = ""
    suggestions: bool = False


@dataclass(frozen=True, slots=True)
class PagePied:
    """A page that the foot of every page leads to: what the law wants within reach. `url_name` takes no argument."""

    libelle: str
    url_name: str
    ordre: int


@dataclass(frozen=True, slots=True)
class PagesAide:
    """Where the help of a page is read: `url_name` takes the espace, and `?page=` the path that one is on.

    `vues` are the view names of which it says something: elsewhere the header shows nothing. `url_publique` and
    `vues_publiques` are the same outside of any espace, without an account.
    """

    url_name: str
    vues: frozenset[str]
    url_publique: str = ""
    vues_publiques: frozenset[str] = frozenset()


class RegistreNavigation:
    """Entries, search target, help and foot; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._entrees: dict[str, EntreeNavigation] = {}
        self._recherche: CibleRecherche | None = None
        self._aide: PagesAide | None = None
        self._pied: dict[str, PagePied] = {}
        self._find_locale: Callable[[HttpRequest], NavigationLocale | None] = lambda _request: None

    def record_locale(self, find_locale: Callable[[HttpRequest], NavigationLocale | None]) -> None:
        """What the header shows on a page that is of no espace: the one that this person comes from."""
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
        """Add pages to the foot; the same one recorded again replaces itself."""
        for page in pages:
            self._pied[page.url_name] = page

    def get_pied(self) -> Sequence[PagePied]:
        return sorted(self._pied.values(), key=lambda page: (page.ordre, page.libelle))

    def get_recherche(self) -> CibleRecherche | None:
        return self._recherche


def set_navigation_locale(request: HttpRequest, locale: NavigationLocale | None) -> None:
    """Say in which espace the page is; the view does it, the header reads it when it is drawn."""
    request.navigation_locale = locale  # type: ignore[attr-defined]  # set on the object at run time


def get_navigation_locale(request: HttpRequest) -> NavigationLocale | None:
    """That of the page; on a page that is of no espace, that of the espace where one was."""
    if not hasattr(request, "navigation_locale"):
        set_navigation_locale(request, navigation.find_locale(request))
    locale: NavigationLocale | None = request.navigation_locale  # type: ignore[attr-defined]  # set before
    return locale


navigation = RegistreNavigation()
