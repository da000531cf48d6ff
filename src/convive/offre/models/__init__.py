"""The models of the inventory of services."""

from convive.offre.models.equipement import (
    ActiviteAnnuelle,
    ServiceEquipement,
    ServiceQuerySet,
    SoutienCollectivite,
    StatutGestion,
)
from convive.offre.models.espace import Cof, CompetenceSppe, TypeService
from convive.offre.models.imports import ImportCofs, ImportCofsQuerySet, ImportServices, ImportServicesQuerySet

__all__ = [
    "ActiviteAnnuelle",
    "Cof",
    "CompetenceSppe",
    "ImportCofs",
    "ImportCofsQuerySet",
    "ImportServices",
    "ImportServicesQuerySet",
    "ServiceEquipement",
    "ServiceQuerySet",
    "SoutienCollectivite",
    "StatutGestion",
    "TypeService",
]
