"""What an action, or a node of the tree, is measured by."""

from typing import Any

from django.db import models
from django.db.models import Q

from convive.diagnostic.models import IndicateurEspace
from convive.plan_action.models.arbre import NoeudPlan
from convive.plan_action.models.fiche import FicheAction
from convive.plan_action.rules import plan as regles
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid


class IndicateurFicheQuerySet(models.QuerySet["IndicateurFiche"]):
    def visible_to(self, compte: Any) -> "IndicateurFicheQuerySet":
        fiches, noeuds = FicheAction.objects.visible_to(compte), NoeudPlan.objects.visible_to(compte)
        return self.filter(Q(fiche__in=fiches) | Q(noeud__in=noeuds))


class IndicateurFiche(ModeleUuid):
    """Of an action, or of a node. Linked to an indicator of the espace (`indicateur`), to one of the core
    (`code_coeur`), or typed here: only then are its values those of ValeurIndicateurFiche."""

    fiche = models.ForeignKey(
        FicheAction, verbose_name="action", on_delete=models.CASCADE, null=True, blank=True, related_name="indicateurs"
    )
    noeud = models.ForeignKey(
        NoeudPlan,
        verbose_name="élément du plan",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="indicateurs",
    )
    indicateur = models.ForeignKey(
        IndicateurEspace,
        verbose_name="indicateur de l’espace",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="usages_plan",
    )
    code_coeur = models.CharField("indicateur du portrait", max_length=80, blank=True)
    libelle = models.CharField("intitulé", max_length=regles.MAX_TEXTE_COURT)
    unite = models.CharField("unité", max_length=regles.MAX_UNITE, blank=True)
    definition = models.CharField("ce qui est compté", max_length=regles.MAX_TEXTE_COURT, blank=True)
    sens = models.CharField("sens attendu", max_length=10, choices=regles.SensIndicateur.choices, blank=True)
    role = models.CharField("ce qu’il mesure", max_length=15, choices=regles.RoleIndicateur.choices, blank=True)
    reference = models.DecimalField(
        "valeur de départ",
        max_digits=regles.MAX_CHIFFRES,
        decimal_places=regles.MAX_CHIFFRES_DECIMAUX,
        null=True,
        blank=True,
    )
    cible = models.DecimalField(
        "cible", max_digits=regles.MAX_CHIFFRES, decimal_places=regles.MAX_CHIFFRES_DECIMAUX, null=True, blank=True
    )
    cible_texte = models.CharField("cible, en clair", max_length=regles.MAX_TEXTE_COURT, blank=True)
    annee_cible = models.PositiveSmallIntegerField("année de la cible", null=True, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    objects = IndicateurFicheQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "indicateur d’une action"
        verbose_name_plural = "indicateurs des actions"
        ordering = ["fiche_id", "noeud_id", "ordre", "created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(libelle=""), name="indicateur_fiche_rempli"),
            models.CheckConstraint(
                condition=Q(fiche__isnull=True, noeud__isnull=False) | Q(fiche__isnull=False, noeud__isnull=True),
                name="indicateur_fiche_ou_noeud",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle


class ValeurIndicateurFiche(ModeleUuid):
    indicateur = models.ForeignKey(
        IndicateurFiche, verbose_name="indicateur", on_delete=models.CASCADE, related_name="valeurs"
    )
    annee = models.PositiveSmallIntegerField("année")
    valeur = models.DecimalField("valeur", max_digits=regles.MAX_CHIFFRES, decimal_places=regles.MAX_CHIFFRES_DECIMAUX)
    commentaire = models.CharField("commentaire", max_length=regles.MAX_TEXTE_COURT, blank=True)

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "valeur d’un indicateur d’action"
        verbose_name_plural = "valeurs des indicateurs d’action"
        ordering = ["indicateur_id", "annee"]
        constraints = [models.UniqueConstraint(fields=["indicateur", "annee"], name="valeur_indicateur_fiche_unique")]

    def __str__(self) -> str:
        return f"{self.annee}"
