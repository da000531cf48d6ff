"""What changes a convention that runs."""

from django.db import models
from django.db.models import Q

from convive.convention.models.ctg import ConventionQuerySet, Ctg
from convive.convention.rules.avenants import MAX_OBJET, Changements, Nature, parse_changements
from convive.espaces.models import Espace
from convive.socle.objets import ModeleUuid


class NatureAvenant(models.TextChoices):
    ADHESION = Nature.ADHESION.value, "Un signataire rejoint la convention"
    RETRAIT = Nature.RETRAIT.value, "Un signataire quitte la convention"
    PROROGATION = Nature.PROROGATION.value, "La convention est prolongée"
    MODIFICATION_PLAN = Nature.MODIFICATION_PLAN.value, "Le plan d’actions change"
    MODIFICATION_GOUVERNANCE = Nature.MODIFICATION_GOUVERNANCE.value, "Le pilotage change"
    MODIFICATION_ANNEXE_2 = Nature.MODIFICATION_ANNEXE_2.value, "L’annexe 2 (services soutenus) change"


class Avenant(ModeleUuid):
    """A project until `date_signature`: only then does it change its CTG. `changements` is a `rules.Changements`."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="avenants")
    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="avenants")
    numero = models.PositiveSmallIntegerField("numéro")
    objet = models.CharField("objet", max_length=MAX_OBJET)
    nature = models.CharField("nature", max_length=30, choices=NatureAvenant)
    date_effet = models.DateField("prend effet le")
    date_signature = models.DateField("signé le", null=True, blank=True)
    texte = models.TextField("texte", blank=True)
    changements = models.JSONField("changements", default=dict, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = ConventionQuerySet.as_manager()

    class Meta:
        verbose_name = "avenant"
        verbose_name_plural = "avenants"
        ordering = ["ctg", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["ctg", "numero"], name="avenant_numero_unique"),
            models.CheckConstraint(condition=~Q(objet=""), name="avenant_objet_rempli"),
            models.CheckConstraint(condition=Q(nature__in=NatureAvenant.values), name="avenant_nature_connue"),
        ]

    def __str__(self) -> str:
        return f"Avenant n° {self.numero} : {self.objet}"

    @property
    def libelle(self) -> str:
        return f"Avenant n° {self.numero}"

    @property
    def cle_texte(self) -> str:
        """Its identifier, for a template that joins it to another one."""
        return str(self.pk)

    @property
    def lus(self) -> Changements:
        """The changes, read."""
        return parse_changements(self.changements)
