"""The registry of what can be frozen: types of objects whose state, at a date, is kept as it was shown or signed.

A package declares its objects in `apps.ready()`; their page then has the panel « Versions gardées », provided that it
calls `{% render_panneaux %}`:

    gels.record(Gelable("plan", "plan_action:plan_detail", build_contenu=build_contenu_plan, can_geler=can_geler_plan))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from convive.documents.rules.gel import ContenuGele
from convive.socle.objets import TypeObjet, objets
from convive.socle.registre import RegistreParType

if TYPE_CHECKING:
    from convive.espaces.models import Membre


@dataclass(frozen=True, slots=True)
class Gelable:
    """A type of object that can be frozen. `cle` is its key in the registry of objects, `page` the view of one.

    `build_contenu(membre, objet)` gives what is kept, as this place sees it. `can_geler(membre, objet)` says whether a
    place may, among those whose role freezes at all. `list_presents()` gives the objects that are not in a bin: of the
    others, frozen states stay with those who pilot the espace; by default, every row is present.
    """

    cle: str
    page: str
    build_contenu: Callable[["Membre", Any], ContenuGele]
    can_geler: Callable[["Membre", Any], bool]
    list_presents: Callable[[], models.QuerySet[Any]] | None = None

    @property
    def objet(self) -> TypeObjet:
        return objets.get(self.cle)

    def get_presents(self) -> models.QuerySet[Any]:
        return self.list_presents() if self.list_presents else self.objet.model._base_manager.all()


gels: RegistreParType[Gelable] = RegistreParType()
