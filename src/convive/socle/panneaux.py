"""The registry of panels: what a package shows on another package's page, without either importing the other.

A page asks for the panels recorded under its view name; the tag `render_panneaux` displays them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest


class Place(StrEnum):
    """Where a panel goes: over the whole width, or in one of two columns on a wide screen."""

    PLEINE = "pleine"
    GAUCHE = "gauche"
    DROITE = "droite"


@dataclass(frozen=True, slots=True)
class Panneau:
    """A piece of a page. `page` is the view name (« espaces:espace_detail »), `ordre` sorts the panels of a page.

    Consecutive panels placed in columns share one two-column row, in which the left one is read first.

    `get_contexte(request, objet)` returns the context of `template`, for the object of the page; None means that the
    panel does not concern this visitor and is not shown. An empty panel is shown, and explains what it is for.

    `is_vivant` is False for a panel that changes only with the journal of the espace, the visitor's membre row and the
    hour: a page that caches its panels (ADR 0019) does not rebuild it until then. Such a panel holds no form.
    """

    cle: str
    page: str
    ordre: int
    titre: str
    template: str
    get_contexte: Callable[[HttpRequest, Any], Mapping[str, Any] | None]
    place: Place = Place.PLEINE
    is_vivant: bool = True


class RegistrePanneaux:
    """The recorded panels; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._panneaux: dict[str, Panneau] = {}

    def record(self, *panneaux: Panneau) -> None:
        """Add panels; the same one recorded again replaces itself, so that `ready()` may run twice.

        Raise ImproperlyConfigured when another page or template already has the key.
        """
        for panneau in panneaux:
            other = self._panneaux.get(panneau.cle, panneau)
            if (other.page, other.template) != (panneau.page, panneau.template):
                raise ImproperlyConfigured(f"Deux panneaux ont la clé « {panneau.cle} ».")
            self._panneaux[panneau.cle] = panneau

    def get_for_page(self, page: str) -> Sequence[Panneau]:
        return sorted(
            (panneau for panneau in self._panneaux.values() if panneau.page == page),
            key=lambda panneau: (panneau.ordre, panneau.cle),
        )


panneaux = RegistrePanneaux()
