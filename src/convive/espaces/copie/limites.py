"""The limits of places, while the thématiques that they name are erased and written again."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from convive.espaces.models import Espace, Invitation, Membre, Thematique

MODELES = (Membre, Invitation)


@contextmanager
def kept_limites(espace: Espace) -> Iterator[None]:
    """Inside, thématiques come back under their identifiers; the places limited to them stay so.

    A place that loses its last thématique would become a place without limit: it is closed instead.
    """
    before = {modele: _read_limites(espace, modele) for modele in MODELES}
    yield
    found = set(Thematique.objects.filter(espace=espace).values_list("pk", flat=True))
    for modele, limites in before.items():
        through: Any = modele.thematiques.through
        name = modele._meta.model_name
        through._base_manager.bulk_create(
            through(**{f"{name}_id": cle, "thematique_id": thematique})
            for cle, thematiques in limites.items()
            for thematique in thematiques & found
        )
    today, now = timezone.localdate(), timezone.now()
    _list_perdus(Membre, before[Membre], found).filter(date_fin__isnull=True).update(date_fin=today, updated_at=now)
    _list_perdus(Invitation, before[Invitation], found).en_attente().update(date_revocation=now, updated_at=now)


def _read_limites(espace: Espace, modele: Any) -> dict[Any, set[Any]]:
    name = modele._meta.model_name
    limites: dict[Any, set[Any]] = defaultdict(set)
    rows = modele.thematiques.through._base_manager.filter(**{f"{name}__espace": espace.pk})
    for cle, thematique in rows.values_list(f"{name}_id", "thematique_id"):
        limites[cle].add(thematique)
    return limites


def _list_perdus(modele: Any, limites: dict[Any, set[Any]], found: set[Any]) -> Any:
    return modele.objects.filter(pk__in=[cle for cle, thematiques in limites.items() if not thematiques & found])
