"""The published versions of programmes, and an organisme's corrections of the shipped references."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace
from convive.formation.models.programme import FormationQuerySet, Programme
from convive.formation.rules.references import MAX_SOURCE, MAX_TEXTE
from convive.socle.maison import INCLUS, Inclus, Maison
from convive.socle.objets import ModeleUuid


class PublicationProgramme(ModeleUuid):
    """A programme as published on a given day, kept whatever happens to the programme. `contenu` has the shape of
    `rules.publication.ProgrammePublie`, without the trainers' notes."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="publications_programmes"
    )
    programme = models.ForeignKey(
        Programme, verbose_name="programme", on_delete=models.CASCADE, related_name="publications"
    )
    numero = models.PositiveSmallIntegerField("numéro de version")
    date = models.DateField("publiée le")
    contenu = models.JSONField("contenu")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="publiée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="programmes_publies",
    )

    objects = FormationQuerySet["PublicationProgramme"].as_manager()

    maison = Maison(copie=Inclus(sans=("created_by",)))

    class Meta:
        verbose_name = "version publiée d’un programme"
        verbose_name_plural = "versions publiées des programmes"
        ordering = ["programme", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "numero"], name="publication_programme_numero_unique"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="publication_programme_numero"),
        ]

    def __str__(self) -> str:
        return f"{self.contenu['titre']}, version {self.numero}"


class ReglageFormation(ModeleUuid):
    """A reference (`texte`) or a duration (`valeur`) corrected by an organisme from a given date."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="reglages_formation"
    )
    cle = models.CharField("repère", max_length=40)
    date_debut = models.DateField("à partir du")
    texte = models.CharField("texte", max_length=MAX_TEXTE, blank=True)
    valeur = models.PositiveSmallIntegerField("valeur", default=0)
    source = models.URLField("où il se lit", max_length=MAX_SOURCE, blank=True)

    objects = FormationQuerySet["ReglageFormation"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "référence corrigée par un organisme"
        verbose_name_plural = "références corrigées par un organisme"
        ordering = ["espace", "cle", "-date_debut"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "cle", "date_debut"], name="reglage_formation_un_par_jour"),
            models.CheckConstraint(condition=~Q(texte="") | Q(valeur__gt=0), name="reglage_formation_rempli"),
        ]

    def __str__(self) -> str:
        return self.cle
