"""An entry of the menu, and the row of links above its pages, each shown to those who may open it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.onglets import onglets
from convive.socle.objets import TypeObjetInconnu, objets
from convive.ui.onglets import GroupeOnglets, OngletPage

Droit = Callable[[Membre], bool]


@dataclass(frozen=True, slots=True)
class SousPage:
    """`vue` is the name of a URL that takes the espace alone, unless its package builds addresses. `groupe` is the menu
    under which it is folded, empty for what one looks at every week; `precision` says there what one does on it.
    `avant`, for a tab declared beside its pages, is the view name of the tab of its rubrique that it comes before."""

    libelle: str
    vue: str
    icone: str
    is_permis: Droit
    groupe: str = ""
    precision: str = ""
    avant: str = ""


def list_ajouts(entree: str) -> list[SousPage]:
    """The tabs that packages above add to those of an entry of the menu."""
    return [SousPage(o.libelle, o.page, o.icone, o.is_permis) for o in onglets.get_for_entree(entree)]


def build_onglets(pages: Iterable[SousPage], membre: Membre, courante: str) -> list[OngletPage]:
    return [_build_onglet(page, _get_url(page, membre), courante) for page in pages if page.is_permis(membre)]


def build_onglets_groupes(
    pages: Iterable[SousPage],
    groupes: Mapping[str, str],
    membre: Membre,
    courante: str,
    get_url: Callable[[SousPage], str] | None = None,
) -> dict[str, Any]:
    """What `c-onglets-groupes` shows. `groupes`: each menu and its icon, in order. A menu of one page would be a word
    for nothing: the page stands beside the others. `get_url`: where an address takes more than the espace."""
    by_groupe: dict[str, list[OngletPage]] = {groupe: [] for groupe in ("", *groupes)}
    for page in pages:
        if page.is_permis(membre):
            url = get_url(page) if get_url else _get_url(page, membre)
            by_groupe[page.groupe].append(_build_onglet(page, url, courante))
    plies = {nom: tuple(by_groupe[nom]) for nom in groupes}
    seuls = [ones[0] for ones in plies.values() if len(ones) == 1]
    return {
        "onglets": [*by_groupe[""], *seuls],
        "groupes_onglets": [
            GroupeOnglets(nom, icone, plies[nom]) for nom, icone in groupes.items() if len(plies[nom]) > 1
        ],
    }


def list_etapes(contexte: Mapping[str, Any], lus: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """What a page is under: its tab, then the objects of its address; what is a line of a list has no page."""
    onglets = [*contexte["onglets"], *(groupe.courant for groupe in contexte["groupes_onglets"])]
    yield from ((onglet.libelle, onglet.url) for onglet in onglets if onglet and onglet.courant)
    for lu in lus:
        with suppress(TypeObjetInconnu):
            if isinstance(lu, Model) and "#" not in (url := objets.get_url(lu)):
                yield str(lu), url


def _get_url(page: SousPage, membre: Membre) -> str:
    return reverse(page.vue, args=[membre.espace_id])


def _build_onglet(page: SousPage, url: str, courante: str) -> OngletPage:
    return OngletPage(page.libelle, url, page.icone, page.vue == courante, page.precision)


@dataclass(slots=True)
class Rubrique:
    """An entry of the menu of an espace and the tabs under it. `menu` is the view name of the entry; `groupes`, each
    menu into which tabs are folded and its icon; `ecrire`, the right by which templates show what changes something,
    as `peut_ecrire`; `nom` names the row of tabs to whoever does not see it."""

    menu: str
    onglets: tuple[SousPage, ...] = ()
    groupes: Mapping[str, str] = field(default_factory=dict)
    ecrire: Droit | None = None
    nom: str = "Les pages voisines"

    def attach_onglet(self, onglet: SousPage) -> str:
        """One more tab, declared beside its pages: the last of its menu, or where `avant` puts it. Its view name."""
        vues = [autre.vue for autre in self.onglets]
        rang = vues.index(onglet.avant) if onglet.avant else len(vues)
        self.onglets = (*self.onglets[:rang], onglet, *self.onglets[rang:])
        return onglet.vue
