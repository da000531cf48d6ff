"""The registry of the types of objects that people can discuss: each model declares it in its `maison`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
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
    written anything.
    """

    cle: str
    page: str = ""
    filter_lecteurs: FilterLecteurs | None = None
    invite: str = ""


@dataclass(frozen=True, slots=True)
class NoteDuFil:
    """What the package of an object keeps of it by itself, among what people say: a note, written once."""

    jour: date
    auteur: str
    texte: str
    is_interne: bool
    is_mienne: bool


@dataclass(frozen=True, slots=True)
class Carnet:
    """The notes that the package of a type keeps: one conversation on the page, whoever holds each line of it.

    `list_notes(membre, objet)` gives those that this place reads, the latest first, and `count_notes` how many.
    `create(by=, objet=, texte=, is_interne=)` writes one, for whoever `can_create(membre, objet)`; `libelle` is what
    one ticks to have it.
    """

    cle: str
    libelle: str
    list_notes: Callable[[Membre, Any], Sequence[NoteDuFil]]
    count_notes: Callable[[Membre, Any], int]
    can_create: Callable[[Membre, Any], bool]
    create: Callable[..., Any]


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
carnets = Registre[Carnet]()


def get_condition_objet_visible(compte: Any, types: Iterable[TypeObjet]) -> Q:
    """The condition, in one SQL statement, for rows whose referenced object this compte may open."""
    condition = Q(pk__in=[])
    for type_objet in types:
        visibles = type_objet.visible_to(compte).filter(pk=OuterRef("objet_uuid")).order_by()
        condition |= Q(Exists(visibles), objet_type=type_objet.cle)
    return condition
