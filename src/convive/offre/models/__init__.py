"""The rows of the inventory of services."""

from convive.offre.models.equipement import (
    ActiviteAnnuelle,
    ServiceEquipement,
    ServiceQuerySet,
    SoutienCollectivite,
    StatutGestion,
)
from convive.offre.models.espace import Cof, CompetenceSppe, TypeService
from convive.offre.models.imports import ImportServices, ImportServicesQuerySet

__all__ = [
    "ActiviteAnnuelle",
    "Cof",
    "CompetenceSppe",
    "ImportServices",
    "ImportServicesQuerySet",
    "ServiceEquipement",
    "ServiceQuerySet",
    "SoutienCollectivite",
    "StatutGestion",
    "TypeService",
]
