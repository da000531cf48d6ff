"""The rows of the inventory of services."""

from convive.offre.models.equipement import (
    ActiviteAnnuelle,
    ServiceEquipement,
    ServiceQuerySet,
    SoutienCollectivite,
    StatutGestion,
)
from convive.offre.models.espace import Cof, CompetenceSppe, TypeService

__all__ = [
    "ActiviteAnnuelle",
    "Cof",
    "CompetenceSppe",
    "ServiceEquipement",
    "ServiceQuerySet",
    "SoutienCollectivite",
    "StatutGestion",
    "TypeService",
]
