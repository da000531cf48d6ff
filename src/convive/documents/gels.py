"""The registry of what can be frozen: types of objects whose state, at a date, is kept as it was shown or signed.

A package declares its objects in `apps.ready()`; their page then has the panel « États figés », provided that it
calls `{% render_panneaux %}`:

    gels.record(Gelable("plan", "plan_action:plan_detail", build_contenu=build_contenu_plan, can_geler=can_geler_plan))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.db import models

from convive.documents.rules.gel import ContenuGele
from convive.socle.objets import Reference, TypeObjet, objets

if TYPE_CHECKING:
    from convive.espaces.models import Membre


@dataclass(frozen=True, slots=True)
class Gelable:
    """A type of object that can be frozen. `cle` is its key in the registry of objects, `page` the view of one.

    `build_contenu(objet)` gives what is kept. `can_geler(membre, objet)` says whether a place may, among those whose
    role freezes at all. `list_presents()` gives the objects that are not in a bin: of the others, frozen states stay
    with those who pilot the espace; by default, every row is present.
    """

    cle: str
    page: str
    build_contenu: Callable[[Any], ContenuGele]
    can_geler: Callable[["Membre", Any], bool]
    list_presents: Callable[[], models.QuerySet[Any]] | None = None

    @property
    def objet(self) -> TypeObjet:
        return objets.get(self.cle)

    def get_presents(self) -> models.QuerySet[Any]:
        return self.list_presents() if self.list_presents else self.objet.model._base_manager.all()


class _Enregistreur(Protocol):
    def __call__(self, gelable: Gelable) -> None: ...


class RegistreGels:
    """The declared types; one instance serves the process, tests make their own."""

    def __init__(self) -> None:
        self._gelables: dict[str, Gelable] = {}
        self._enregistreurs: list[_Enregistreur] = []

    def record(self, *gelables: Gelable) -> None:
        """Add types; the same key again replaces, so that `ready()` may run twice."""
        for gelable in gelables:
            self._gelables[gelable.cle] = gelable
            for enregistreur in self._enregistreurs:
                enregistreur(gelable)

    def record_enregistreur(self, enregistreur: _Enregistreur) -> None:
        """Called for each type, those recorded before and those to come, whichever package is ready first."""
        if enregistreur not in self._enregistreurs:
            self._enregistreurs.append(enregistreur)
        for gelable in self._gelables.values():
            enregistreur(gelable)

    def get(self, cle: str) -> Gelable | None:
        return self._gelables.get(cle)

    def get_all(self) -> Mapping[str, Gelable]:
        return dict(self._gelables)

    def get_objet(self, reference: Reference, compte: Any, espace_uuid: UUID) -> models.Model | None:
        """The object that this person sees in this espace; None for any other, whoever forged the reference."""
        gelable = self.get(reference.objet_type)
        return gelable.objet.get_visible(reference.objet_uuid, compte, espace_uuid) if gelable else None


gels = RegistreGels()
