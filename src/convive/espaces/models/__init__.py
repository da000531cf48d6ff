"""The rows of espaces, one file per noun."""

from convive.espaces.models.espace import (
    Espace,
    EspaceLieQuerySet,
    EspaceQuerySet,
    Membre,
    PerimetreEspace,
    Role,
    TypeEspace,
    get_condition_en_cours,
)
from convive.espaces.models.invitation import Invitation, InvitationQuerySet
from convive.espaces.models.thematique import Thematique, ThematiqueQuerySet

__all__ = [
    "Espace",
    "EspaceLieQuerySet",
    "EspaceQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "Membre",
    "PerimetreEspace",
    "Role",
    "Thematique",
    "ThematiqueQuerySet",
    "TypeEspace",
    "get_condition_en_cours",
]
