"""The notification bell of the header."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from convive.comptes.models import Compte
from convive.echanges.selectors.notification import count_non_lues

MAX_AFFICHE = 99


@dataclass(frozen=True)
class Cloche:
    """Counts lazily, when the header is rendered: a fragment, which has no header, costs no query."""

    url: str
    compte: Compte

    @cached_property
    def nombre(self) -> int:
        return count_non_lues(self.compte)

    @property
    def affiche(self) -> str:
        return f"{MAX_AFFICHE}+" if self.nombre > MAX_AFFICHE else str(self.nombre)


def cloche(request: HttpRequest) -> dict[str, Cloche | None]:
    """`cloche` is None for a visitor who is not logged in, and if the URLs of this package are not installed."""
    compte = getattr(request, "user", None)
    if compte is None or not compte.is_authenticated:
        return {"cloche": None}
    try:
        return {"cloche": Cloche(reverse("echanges:notification_list"), compte)}
    except NoReverseMatch:
        return {"cloche": None}
