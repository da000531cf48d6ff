"""The inventory of services travels with the espace: it is part of its memory."""

from convive.espaces.copie.registre import copie
from convive.offre.models import (
    ActiviteAnnuelle,
    Cof,
    CompetenceSppe,
    ImportCofs,
    ImportServices,
    ServiceEquipement,
    SoutienCollectivite,
    TypeService,
)

RAISON_IMPORT = "Un import s’annule là où il a été fait ; les services qu’il a écrits voyagent."
RAISON_IMPORT_COFS = "Un import s’annule là où il a été fait ; les conventions qu’il a écrites voyagent."


def record_copie() -> None:
    copie.record_exclus(ImportServices, RAISON_IMPORT)
    copie.record_exclus(ImportCofs, RAISON_IMPORT_COFS)
    copie.record_inclus(TypeService, ServiceEquipement, SoutienCollectivite, ActiviteAnnuelle, Cof, CompetenceSppe)
