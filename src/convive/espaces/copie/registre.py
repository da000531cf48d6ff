"""What travels with an espace, and what does not: each package declares its models here.

Every model that reaches `Espace` by its foreign keys is declared by its package, included or excluded with a reason;
a test fails when one is not.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from convive.espaces.models import Espace

TAMPONS = frozenset({"created_at", "updated_at"})


class RegistreCopie:
    """What is copied with an espace, and what is not, model by model."""

    def __init__(self) -> None:
        self._inclus: list[type[models.Model]] = []
        self._exclus: dict[type[models.Model], str] = {}

    def record_inclus(self, *modeles: type[models.Model]) -> None:
        """Add models to the copy. Raise ImproperlyConfigured for a field that a copy could not bring back."""
        for modele in modeles:
            for field in get_champs(modele):
                if isinstance(field, models.FileField) or field.related_model is modele:
                    raise ImproperlyConfigured(f"{modele.__name__}.{field.name} ne sait pas encore se copier.")
            if modele not in self._inclus:
                self._inclus.append(modele)

    def record_exclus(self, modele: type[models.Model], raison: str) -> None:
        self._exclus[modele] = raison

    def get_inclus(self) -> tuple[type[models.Model], ...]:
        """Models in an order where each comes after those that it points at."""
        ordered: list[type[models.Model]] = []
        waiting = list(self._inclus)
        while waiting:
            ready = [m for m in waiting if not {f.related_model for f in get_champs(m)} & set(waiting) - {m}]
            if not ready:
                raise ImproperlyConfigured("Des modèles copiés pointent en rond les uns vers les autres.")
            ordered += ready
            waiting = [m for m in waiting if m not in ready]
        return tuple(ordered)

    def list_non_declares(self) -> list[str]:
        """Models that belong to an espace and that no package declared."""
        known = {*self._inclus, *self._exclus}
        return sorted(m._meta.label for m in apps.get_models() if m not in known and get_chemin(m) is not None)


def get_champs(modele: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Fields that travel: not the stamps, nor the links to people, who belong to the installation."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    return [f for f in modele._meta.concrete_fields if f.name not in TAMPONS and f.related_model is not user]


def get_chemin(modele: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> str | None:
    """The lookup that leads from a model to its espace (« ctg__espace »); None when there is none."""
    if modele is Espace:
        return "pk"
    for field in modele._meta.concrete_fields:
        target = field.related_model
        if not isinstance(target, type) or target in seen or target is modele:
            continue
        if target is Espace:
            return field.name
        if (end := get_chemin(target, seen | {modele})) is not None:
            return f"{field.name}__{end}"
    return None


copie = RegistreCopie()
