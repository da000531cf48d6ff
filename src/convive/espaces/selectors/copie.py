"""Read what a copy would carry, and the starting point of a practice espace."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Count, OuterRef, Subquery

from convive.espaces.copie.registre import copie, get_chemin
from convive.espaces.models import Espace, PointDepart
from convive.socle.formats import nombre_accorde


@dataclass(frozen=True, slots=True)
class Depart:
    """`date` is the moment whose state comes back."""

    date: datetime
    octets: int


def list_emportes(espace: Espace) -> list[str]:
    """What the copy would carry (« 12 notes »), models without rows and the espace itself apart; one query."""
    modeles = [modele for modele in copie.get_declares() if modele is not Espace]
    counts = {f"nombre_{rang}": _build_compte(modele) for rang, modele in enumerate(modeles)}
    row: dict[str, int | None] = Espace.objects.filter(pk=espace.pk).values(**counts).get()  # type: ignore[assignment]  # narrower than the library says
    return [
        nombre_accorde(nombre, str(modele._meta.verbose_name), str(modele._meta.verbose_name_plural))
        for modele, nombre in zip(modeles, row.values(), strict=True)
        if nombre
    ]


def _build_compte(modele: type[models.Model]) -> Subquery:
    chemin = get_chemin(modele) or ""
    rows = modele._base_manager.filter(**{chemin: OuterRef("pk")}).order_by()
    return Subquery(rows.values(chemin).annotate(nombre=Count("pk")).values("nombre"))


def get_depart(espace: Espace) -> Depart | None:
    depart = PointDepart.objects.filter(espace=espace).first()
    return Depart(depart.updated_at, depart.fichier.size) if depart else None
