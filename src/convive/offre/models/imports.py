"""A file imported into the inventory: what was read from it, then what was written, so that it can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.acteurs.models import FichierImporte, FichierImporteQuerySet, StatutImport
from convive.espaces.models import Espace
from convive.offre.rules.offre import DROIT_ECRIRE
from convive.socle.maison import Exclus, Maison


class ImportCofsQuerySet(FichierImporteQuerySet["ImportCofs"]):
    droit = DROIT_ECRIRE


class ImportCofs(FichierImporte):
    """A file of conventions. `ecrits` holds what is needed to undo it: for each convention written, its key, whether it
    is new, its fields before and after, the services that were added, the version after the import."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="imports_cofs")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="importé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports_cofs",
    )
    ecrits = models.JSONField("conventions écrites", default=list, blank=True)

    objects = ImportCofsQuerySet.as_manager()

    maison = Maison(
        "import_cofs",
        "l’import de conventions",
        page="offre:import_cof_detail",
        copie=Exclus("Un import s’annule là où il a été fait ; les conventions qu’il a écrites voyagent."),
    )

    class Meta:
        verbose_name = "import de conventions"
        verbose_name_plural = "imports de conventions"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=Q(statut__in=StatutImport.values), name="import_cofs_statut_connu")
        ]


class ImportServicesQuerySet(FichierImporteQuerySet["ImportServices"]):
    droit = DROIT_ECRIRE


class ImportServices(FichierImporte):
    """A file of services. `ecrits` holds what is needed to undo it: for each service written, its key, whether it is
    new, its fields before and after, the version after the import."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="imports_services")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="importé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports_services",
    )
    ecrits = models.JSONField("services écrits", default=list, blank=True)

    objects = ImportServicesQuerySet.as_manager()

    maison = Maison(
        "import_services",
        "l’import de services",
        page="offre:import_detail",
        copie=Exclus("Un import s’annule là où il a été fait ; les services qu’il a écrits voyagent."),
    )

    class Meta:
        verbose_name = "import de services"
        verbose_name_plural = "imports de services"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=Q(statut__in=StatutImport.values), name="import_services_statut_connu")
        ]
