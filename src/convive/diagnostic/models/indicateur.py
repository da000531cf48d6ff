"""What an espace counts by itself: its indicators, a value by year, and the vintages that it has seen."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from convive.diagnostic.rules.propres import (
    ANNEE_MIN,
    AU_DESSUS,
    DROIT_LIRE_INDICATEURS,
    EN_DESSOUS,
    MAX_CHIFFRES,
    MAX_CHIFFRES_DECIMAUX,
    MAX_DECIMALES,
    MAX_DEFINITION,
    MAX_IDENTIFIANT,
    MAX_LIBELLE,
    MAX_SOURCE,
    MAX_UNITE,
)
from convive.espaces.models import Espace, EspaceLieQuerySet, PorteeQuerySet, Thematique, filter_membres_concernes
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, PIECES, Echanges, Exclus, Maison
from convive.socle.objets import ModeleUuid


class SensSeuil(models.TextChoices):
    """On which side of the threshold one wants to be told."""

    AU_DESSUS = AU_DESSUS, "au-dessus du seuil"
    EN_DESSOUS = EN_DESSOUS, "en dessous du seuil"


class StatutMesure(models.TextChoices):
    """What a typed value is. None of those without a number means zero."""

    VALEUR = "valeur", "Valeur définitive"
    PROVISOIRE = "provisoire", "Valeur provisoire"
    SECRET = "secret", "Trop petit pour être montré"
    NON_DISPONIBLE = "non_disponible", "Non disponible"


AVEC_VALEUR = (StatutMesure.VALEUR, StatutMesure.PROVISOIRE)


class IndicateurEspaceQuerySet(PorteeQuerySet["IndicateurEspace"]):
    droit = DROIT_LIRE_INDICATEURS

    def actifs(self) -> "IndicateurEspaceQuerySet":
        return self.filter(archive_le__isnull=True)


class IndicateurEspace(ModeleUuid):
    """An indicator of an espace. `definition` says how it is counted; `seuil` asks to be told when the last value goes
    past it. `version` grows at each change: a form says from which one it started."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="indicateurs")
    libelle = models.CharField("intitulé", max_length=MAX_LIBELLE)
    definition = models.TextField("ce qui est compté", max_length=MAX_DEFINITION, blank=True)
    unite = models.CharField("unité", max_length=MAX_UNITE)
    decimales = models.PositiveSmallIntegerField("décimales", default=0)
    source = models.CharField("source", max_length=MAX_SOURCE, blank=True)
    seuil = models.DecimalField(
        "seuil", max_digits=MAX_CHIFFRES, decimal_places=MAX_CHIFFRES_DECIMAUX, null=True, blank=True
    )
    sens_seuil = ChampListe(
        "prévenir", SensSeuil, max_length=10, default=SensSeuil.EN_DESSOUS, connu="indicateur_sens_connu"
    )
    thematiques = models.ManyToManyField(Thematique, verbose_name="thématiques", blank=True, related_name="indicateurs")
    communes = models.JSONField("communes", default=list, blank=True)
    archive_le = models.DateTimeField("archivé le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = IndicateurEspaceQuerySet.as_manager()

    maison = Maison(
        "indicateur_espace",
        "l’indicateur",
        page="diagnostic:indicateur_espace_detail",
        pieces=PIECES,
        echanges=Echanges(filter_membres_concernes),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "indicateur de l’espace"
        verbose_name_plural = "indicateurs de l’espace"
        ordering = ["espace", "libelle", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(libelle=""), name="indicateur_libelle_rempli"),
            models.CheckConstraint(condition=~Q(unite=""), name="indicateur_unite_remplie"),
            models.CheckConstraint(condition=Q(decimales__lte=MAX_DECIMALES), name="indicateur_decimales"),
        ]

    def __str__(self) -> str:
        return self.libelle


class MesureEspaceQuerySet(models.QuerySet["MesureEspace"]):
    def visible_to(self, compte: Any) -> "MesureEspaceQuerySet":
        """Those of the indicators that one sees."""
        return self.filter(indicateur__in=IndicateurEspace.objects.visible_to(compte))


class MesureEspace(ModeleUuid):
    """The value of a year, with where it comes from; without a number, its statut says why."""

    indicateur = models.ForeignKey(
        IndicateurEspace, verbose_name="indicateur", on_delete=models.CASCADE, related_name="mesures"
    )
    annee = models.PositiveSmallIntegerField("année")
    valeur = models.DecimalField(
        "valeur", max_digits=MAX_CHIFFRES, decimal_places=MAX_CHIFFRES_DECIMAUX, null=True, blank=True
    )
    statut = ChampListe("statut", StatutMesure, max_length=15, default=StatutMesure.VALEUR, connu="mesure_statut_connu")
    source = models.CharField("source", max_length=MAX_SOURCE, blank=True)
    version = models.PositiveIntegerField("version", default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="modifiée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="mesures_modifiees",
    )

    objects = MesureEspaceQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "mesure de l’espace"
        verbose_name_plural = "mesures de l’espace"
        ordering = ["indicateur", "annee"]
        constraints = [
            models.UniqueConstraint(fields=["indicateur", "annee"], name="mesure_une_par_annee"),
            models.CheckConstraint(condition=Q(annee__gte=ANNEE_MIN), name="mesure_annee_plausible"),
            models.CheckConstraint(
                condition=Q(statut__in=AVEC_VALEUR, valeur__isnull=False)
                | (~Q(statut__in=AVEC_VALEUR) & Q(valeur__isnull=True)),
                name="mesure_valeur_selon_statut",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annee}"


class SeuilIndicateur(ModeleUuid):
    """What an espace watches on an indicator of the catalogue, by its identifier; None: nothing any more."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="seuils")
    indicateur = models.CharField("indicateur du catalogue", max_length=MAX_IDENTIFIANT)
    seuil = models.DecimalField(
        "seuil", max_digits=MAX_CHIFFRES, decimal_places=MAX_CHIFFRES_DECIMAUX, null=True, blank=True
    )
    sens_seuil = ChampListe(
        "prévenir", SensSeuil, max_length=10, default=SensSeuil.EN_DESSOUS, connu="seuil_sens_connu"
    )

    objects = EspaceLieQuerySet["SeuilIndicateur"].as_manager()

    maison = Maison("seuil_indicateur", "le seuil", copie=INCLUS)

    class Meta:
        verbose_name = "seuil surveillé"
        verbose_name_plural = "seuils surveillés"
        ordering = ["espace", "indicateur"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "indicateur"], name="seuil_un_par_indicateur"),
            models.CheckConstraint(condition=~Q(indicateur=""), name="seuil_indicateur_rempli"),
        ]

    def __str__(self) -> str:
        return f"seuil de {self.indicateur}"

    def get_absolute_url(self) -> str:
        """The page of what it watches."""
        cle = {"espace_uuid": self.espace_id, "indicateur": self.indicateur}
        return reverse("diagnostic:indicateur_detail", kwargs=cle)


class ReleveMillesimes(ModeleUuid):
    """The vintages of the sources when someone of the espace last noted them: what is newer is news."""

    espace = models.OneToOneField(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="releve")
    millesimes = models.JSONField("millésimes", default=dict, help_text="Source : dernière année.")

    objects = EspaceLieQuerySet["ReleveMillesimes"].as_manager()

    maison = Maison(
        "releve_millesimes",
        "le relevé des millésimes",
        page="diagnostic:millesime_list",
        args=("espace_id",),
        copie=Exclus("Il dit ce qui a été vu sur cette installation, dont les sources ne voyagent pas."),
    )

    class Meta:
        verbose_name = "relevé des millésimes"
        verbose_name_plural = "relevés des millésimes"

    def __str__(self) -> str:
        return "relevé des millésimes"
