"""A file brought into the directory: what was read of it, then what it wrote, so that it can be undone."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.acteurs.rules.annuaire import DROIT_ECRIRE
from convive.espaces.models import Espace, EspaceLieQuerySet, get_espaces_droit
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import MAX_CLE, ModeleUuid


class StatutImport(models.TextChoices):
    PREPARE = "prepare", "à relire"
    FAIT = "fait", "fait"
    ANNULE = "annule", "annulé"


class FichierImporteQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """For the places that write what the file describes: `droit` is the key of this right."""

    droit: ClassVar[tuple[str, str, str]]

    def visible_to(self, compte: Any) -> "FichierImporteQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_espaces_droit(compte, self.droit))


class ImportQuerySet(FichierImporteQuerySet["Import"]):
    """A file holds how to reach people: those who read the directory do not see it."""

    droit = DROIT_ECRIRE


class FichierImporte(ModeleUuid):
    """A table brought from a spreadsheet, whatever it describes. `lignes` are the rows read, [number, [cells]], emptied
    once they are written; `mapping` gives the column of each field. `bilan` counts what was done, `restes` says what
    the undoing left and why."""

    fichier_nom = models.CharField("nom du fichier", max_length=150)
    sha256 = models.CharField("empreinte", max_length=64)
    entetes = models.JSONField("titres", default=list, blank=True)
    mapping = models.JSONField("colonnes", default=dict, blank=True)
    lignes = models.JSONField("lignes", default=list, blank=True)
    statut = models.CharField("statut", max_length=10, choices=StatutImport, default=StatutImport.PREPARE)
    bilan = models.JSONField("bilan", default=dict, blank=True)
    restes = models.JSONField("ce qui reste", default=list, blank=True)
    fait_le = models.DateTimeField("fait le", null=True, blank=True)
    annule_le = models.DateTimeField("annulé le", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.fichier_nom

    @property
    def sans_champ(self) -> list[str]:
        """The titled columns of the file that no field takes."""
        taken = set(self.mapping.values())
        return [titre for rang, titre in enumerate(self.entetes) if titre and rang not in taken]

    def get_exemple(self, rang: int) -> str:
        """What the first row that has something in this column says there."""
        cells = (cellules[rang] for _, cellules in self.lignes if rang < len(cellules) and cellules[rang])
        return " ".join(next(cells, "").split())


class Import(FichierImporte):
    """A file brought into the directory."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="imports")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="importé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
    )

    objects = ImportQuerySet.as_manager()

    maison = Maison(
        "import",
        "l’import",
        page="acteurs:import_detail",
        copie=Exclus("Un import s’annule là où il a été fait ; les fiches qu’il a écrites voyagent."),
    )

    class Meta:
        verbose_name = "import de l’annuaire"
        verbose_name_plural = "imports de l’annuaire"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [models.CheckConstraint(condition=Q(statut__in=StatutImport.values), name="import_statut_connu")]


class EcritImport(ModeleUuid):
    """A card that an import created or changed. `apres` holds its fields as the import left them, `avant` as they were;
    nothing before for a new card."""

    fichier = models.ForeignKey(Import, verbose_name="import", on_delete=models.CASCADE, related_name="ecrits")
    objet_type = models.CharField("type d’objet", max_length=MAX_CLE)
    objet_uuid = models.UUIDField("fiche", db_index=True)
    is_creation = models.BooleanField("fiche créée")
    avant = models.JSONField("avant", default=dict, blank=True)
    apres = models.JSONField("après", default=dict, blank=True)

    maison = Maison(copie=Exclus("Elle sert à annuler un import, là où il a été fait."))

    class Meta:
        verbose_name = "fiche écrite par un import"
        verbose_name_plural = "fiches écrites par un import"
        ordering = ["fichier", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["fichier", "objet_type", "objet_uuid"], name="ecrit_import_unique")
        ]

    def __str__(self) -> str:
        return f"{self.objet_type} {self.objet_uuid}"
