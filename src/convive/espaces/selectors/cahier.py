"""Read the lines of a cahier, as a place sees them."""

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from convive.espaces.models import Membre


def list_lignes(modele: type[Model], membre: Membre) -> QuerySet[Any]:
    """In the order of the model; what they are linked to comes with them."""
    rows: Any = modele._default_manager
    liens = [champ.name for champ in modele._meta.fields if champ.many_to_one]
    return rows.visible_to(membre.compte).filter(espace=membre.espace_id).select_related(*liens)  # type: ignore[no-any-return]  # of any model


def get_ligne(modele: type[Model], membre: Membre, uuid: UUID) -> Any | None:
    ligne = list_lignes(modele, membre).filter(pk=uuid).first()
    if ligne is not None:
        ligne.espace = membre.espace
    return ligne
