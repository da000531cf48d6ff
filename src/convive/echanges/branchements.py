"""On which objects people exchange: each model says it in its `maison`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from convive.espaces.models import Membre
from convive.socle.objets import TypeObjet, TypeObjetInconnu, objets
from convive.socle.registre import Registre

FilterLecteurs = Callable[["QuerySet[Membre]", Any], "QuerySet[Membre]"]


@dataclass(frozen=True, slots=True)
class Branchement:
    """One type of object. `filter_lecteurs(membres, objet)` keeps the places that see the object, without a query.

    Without it, every place that reads exchanges sees it. `invite` says what one writes there, when nothing is yet.
    `is_secondaire`: its page is for something else, so that what is said stays folded there, with its count.
    """

    cle: str
    page: str = ""
    filter_lecteurs: FilterLecteurs | None = None
    invite: str = ""
    is_secondaire: bool = False


class RegistreBranchements(Registre[Branchement]):
    def get_types(self) -> list[TypeObjet]:
        """The types that are plugged and declared: a package that is not installed has none."""
        types = []
        for branchement in self.get_all():
            try:
                types.append(objets.get(branchement.cle))
            except TypeObjetInconnu:
                continue
        return types


branchements = RegistreBranchements()


def get_condition_objet_visible(compte: Any, types: Iterable[TypeObjet]) -> Q:
    """The rows whose referenced object this compte may open, in one condition of one statement."""
    condition = Q(pk__in=[])
    for type_objet in types:
        visibles = type_objet.visible_to(compte).filter(pk=OuterRef("objet_uuid")).order_by()
        condition |= Q(Exists(visibles), objet_type=type_objet.cle)
    return condition
