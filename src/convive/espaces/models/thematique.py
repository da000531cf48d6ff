"""The themes on which the people of an espace work."""

from django.db import models
from django.db.models import Q

from convive.espaces.models.espace import Espace, EspaceLieQuerySet
from convive.socle.objets import ModeleUuid


class Thematique(ModeleUuid):
    """A theme on which the people of an espace work: petite enfance, jeunesse…"""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="thematiques")
    nom = models.CharField("nom", max_length=80)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    objects = EspaceLieQuerySet.as_manager()

    class Meta:
        verbose_name = "thématique"
        verbose_name_plural = "thématiques"
        ordering = ["espace", "ordre", "nom"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "nom"], name="thematique_nom_unique"),
            models.CheckConstraint(condition=~Q(nom=""), name="thematique_nom_rempli"),
        ]

    def __str__(self) -> str:
        return self.nom
