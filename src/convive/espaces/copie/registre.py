"""What travels with an espace, and what does not: each model says it in its `maison`.

Every model that reaches `Espace` by its foreign keys is included, or excluded with a reason; a test fails when one is
not. docs/format-copie.md is written from these declarations.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.db import models

from convive.espaces.copie.champs import Declaration, Plan, build_plan
from convive.espaces.models import Espace
from convive.socle.maison import Ailleurs

Controle = Callable[[models.Model, str, "File[Any]"], None]


class RegistreCopie:
    """What is copied with an espace, and what is not, model by model."""

    def __init__(self) -> None:
        self._inclus: dict[type[models.Model], Declaration] = {}
        self._exclus: dict[type[models.Model], str] = {}
        self._catalogues: dict[type[models.Model], None] = {}
        self._suites: dict[Callable[[Espace], None], None] = {}
        self._effacements: dict[Callable[[Espace], None], None] = {}
        self._plans: tuple[Plan, ...] | None = None

    def record_inclus(
        self,
        *modeles: type[models.Model],
        sans: Iterable[str] = (),
        identifiants: Mapping[str, type[models.Model]] | None = None,
        essentiels: Iterable[str] = (),
        ailleurs: Ailleurs = Ailleurs.OMETTRE,
        controle: Controle | None = None,
        structure: bool = False,
    ) -> None:
        """Add models to the copy, with the same rules for all those of the call.

        `sans`: fields that do not travel and take their default value. `identifiants`: UUID fields that hold the key
        of a row without being foreign keys, and the model of this row. `essentiels`: nullable links without which a
        row means nothing. `ailleurs`: what becomes of a row whose reference, or identifier, leads out of the copy.
        `controle(objet, champ, fichier)` inspects each file that comes back, as an upload would be; it raises
        ValidationError, and is compulsory for a model that has files. `structure`: the rows that an espace
        cloned without its content keeps (its périmètre, its thématiques).
        """
        for modele in modeles:
            self._inclus[modele] = Declaration(
                modele=modele,
                sans=frozenset(sans),
                identifiants=identifiants or {},
                essentiels=frozenset(essentiels),
                ailleurs=ailleurs,
                controle=controle,
                is_structure=structure,
            )
        self._plans = None

    def record_exclus(self, modele: type[models.Model], raison: str) -> None:
        self._exclus[modele] = raison
        self._plans = None

    def record_catalogue(self, *modeles: type[models.Model]) -> None:
        """Models that every installation has, under the same text keys: a link to them travels as this key."""
        self._catalogues.update(dict.fromkeys(modeles))
        self._plans = None

    def record_suite(self, fonction: Callable[[Espace], None]) -> None:
        """What runs once the rows of an espace are written, in their transaction: `fonction(espace)`.

        Rows are written in bulk, without signals: an index kept beside them is built here.
        """
        self._suites[fonction] = None

    def get_suites(self) -> tuple[Callable[[Espace], None], ...]:
        return tuple(self._suites)

    def record_effacement(self, fonction: Callable[[Espace], None]) -> None:
        """What runs when an espace is erased for good, in the transaction that does it: `fonction(espace)`.

        For what no row names: the file of a write that was cut short, for instance.
        """
        self._effacements[fonction] = None

    def get_effacements(self) -> tuple[Callable[[Espace], None], ...]:
        return tuple(self._effacements)

    def get_plans(self) -> tuple[Plan, ...]:
        """How each included model travels, in an order where each comes after those that it points at.

        Raise ImproperlyConfigured for a model that could not come back.
        """
        if self._plans is None:
            if both := sorted(modele.__name__ for modele in self._inclus.keys() & self._exclus.keys()):
                raise ImproperlyConfigured(f"Inclus dans la copie, et exclus d’elle : {', '.join(both)}.")
            plans = {m: build_plan(_require_espace(d), self._inclus, self._catalogues) for m, d in self._inclus.items()}
            self._plans = tuple(_sort_plans(plans))
        return self._plans

    def get_inclus(self) -> tuple[type[models.Model], ...]:
        return tuple(plan.modele for plan in self.get_plans())

    def get_declares(self) -> tuple[type[models.Model], ...]:
        """The same, in the order in which the packages say them: notes before their versions."""
        return tuple(self._inclus)

    def get_exclus(self) -> dict[type[models.Model], str]:
        return dict(self._exclus)

    def list_non_declares(self) -> list[str]:
        """Models that belong to an espace and that no package declared."""
        known = {*self._inclus, *self._exclus}
        return sorted(m._meta.label for m in apps.get_models() if m not in known and get_chemin(m) is not None)


def _require_espace(declaration: Declaration) -> Declaration:
    """The link that leads to the espace is never empty: a row that comes back belongs to it, or it would outlive it."""
    lien = (get_chemin(declaration.modele) or "pk").partition("__")[0]
    return declaration if lien == "pk" else replace(declaration, essentiels=declaration.essentiels | {lien})


def _sort_plans(plans: dict[type[models.Model], Plan]) -> Iterable[Plan]:
    """Those that point at nothing first; in a loop, the first declared: keys are checked at the end of the write."""
    waiting = dict(plans)
    while waiting:
        ready = [m for m, plan in waiting.items() if not (plan.cibles & waiting.keys()) - {m}]
        for modele in ready or [next(iter(waiting))]:
            plan = waiting.pop(modele)
            late = [m for m in plan.cibles & waiting.keys() if not isinstance(m._meta.pk, models.UUIDField)]
            if late or (modele in plan.cibles and not plan.has_uuid):
                raise ImproperlyConfigured(f"{modele.__name__} pointe en rond vers une clé que la base donne.")
            yield plan


@cache
def get_chemin(modele: type[models.Model]) -> str | None:
    """The lookup that leads from a model to its espace (« ctg__espace »); None when there is none.

    Of several, one that is never empty, then the shortest.
    """
    chemins = _list_chemins(modele, frozenset())
    return min(chemins, key=lambda chemin: (chemin[1], chemin[0].count("__")))[0] if chemins else None


def _list_chemins(modele: type[models.Model], seen: frozenset[type[models.Model]]) -> list[tuple[str, bool]]:
    """Each lookup, and whether a link on the way may be empty."""
    if modele is Espace:
        return [("pk", False)]
    found = []
    for field in modele._meta.concrete_fields:
        target = field.related_model
        if not isinstance(target, type) or target in seen or target is modele:
            continue
        if target is Espace:
            found.append((field.name, field.null))
            continue
        ends = _list_chemins(target, seen | {modele})
        found += [(f"{field.name}__{end}", is_vide or field.null) for end, is_vide in ends]
    return found


copie = RegistreCopie()
