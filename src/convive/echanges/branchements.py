"""The registry of the types of objects that people can discuss: each model declares it in its `maison`."""

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
    """One type of object. `filter_lecteurs(membres, objet)` keeps the membres who can see the object, without a query.

    Without it, every membre who may read discussions sees the object. `invite` is the prompt shown while nobody has
    written anything. `is_secondaire`: the page has another main purpose, so the discussion is folded there, with its
    count.
    """

    cle: str
    page: str = ""
    filter_lecteurs: FilterLecteurs | None = None
    invite: str = ""
    is_secondaire: bool = False


class RegistreBranchements(Registre[Branchement]):
    def get_types(self) -> list[TypeObjet]:
        """The types that can be discussed, without those of a package that is not installed."""
        types = []
        for branchement in self.get_all():
            try:
                types.append(objets.get(branchement.cle))
            except TypeObjetInconnu:
                continue
        return types


branchements = RegistreBranchements()


def get_condition_objet_visible(compte: Any, types: Iterable[TypeObjet]) -> Q:
    """The condition, in one SQL statement, for rows whose referenced object this compte may open."""
    condition = Q(pk__in=[])
    for type_objet in types:
        visibles = type_objet.visible_to(compte).filter(pk=OuterRef("objet_uuid")).order_by()
        condition |= Q(Exists(visibles), objet_type=type_objet.cle)
    return condition
