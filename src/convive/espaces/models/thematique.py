"""The themes on which the people of an espace work."""

from django.db import models
from django.db.models import Q

from convive.espaces.models.espace import Espace, EspaceLieQuerySet
from convive.espaces.rules import MAX_NOM_THEMATIQUE
from convive.socle.maison import Inclus, Maison
from convive.socle.objets import ModeleUuid


class ThematiqueQuerySet(EspaceLieQuerySet["Thematique"]):
    def actives(self) -> "ThematiqueQuerySet":
        """Those that one still chooses; an archived one stays on what it was given to."""
        return self.filter(date_archivage__isnull=True)


class Thematique(ModeleUuid):
    """A theme on which the people of an espace work: petite enfance, jeunesse…

    One that something uses is archived, never deleted: what it was given to keeps its name, and a place limited to it
    stays limited.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="thematiques")
    nom = models.CharField("nom", max_length=MAX_NOM_THEMATIQUE)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    date_archivage = models.DateField("archivée le", null=True, blank=True)

    objects = ThematiqueQuerySet.as_manager()

    maison = Maison(
        "thematique",
        "la thématique",
        page="espaces:thematique_list",
        args=("espace_id",),
        visible_to=lambda compte: Thematique.objects.for_droit(compte, "espaces", "Les thématiques", "voir"),
        cherche=("nom",),
        copie=Inclus(structure=True),
    )

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
