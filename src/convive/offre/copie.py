"""The inventory of services travels with the espace: it is part of its memory."""

from convive.espaces.copie.registre import copie
from convive.offre.models import (
    ActiviteAnnuelle,
    Cof,
    CompetenceSppe,
    ServiceEquipement,
    SoutienCollectivite,
    TypeService,
)


def record_copie() -> None:
    copie.record_inclus(TypeService, ServiceEquipement, SoutienCollectivite, ActiviteAnnuelle, Cof, CompetenceSppe)
