"""The tree above the actions: its levels, in the words of a CTG, and its nodes."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from convive.convention.models import Ctg
from convive.diagnostic.models import Enjeu
from convive.echanges.lecteurs import filter_par_droit
from convive.espaces.models import Espace
from convive.plan_action.models.acces import PlanQuerySet
from convive.plan_action.rules.plan import (
    DROIT_LIRE,
    MAX_CODE,
    MAX_LIBELLE,
    MAX_NOM_NIVEAU,
    MAX_NUMEROTATION,
    MAX_RANG,
    MAX_TEXTE,
)
from convive.socle.maison import INCLUS, Echanges, Maison
from convive.socle.objets import ModeleUuid
from convive.socle.texte import get_texte_nu


class NiveauQuerySet(models.QuerySet["NiveauPlan"]):
    def visible_to(self, compte: Any) -> "NiveauQuerySet":
        return self.filter(ctg__in=Ctg.objects.visible_to(compte))


class NiveauPlan(ModeleUuid):
    """A rank of the tree and its name: « Axe », « Objectif ». `numerotation` is the style of its codes, as in
    `rules.numerotation`; empty: no code is proposed."""

    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="niveaux_plan")
    rang = models.PositiveSmallIntegerField("rang")
    nom_singulier = models.CharField("nom", max_length=MAX_NOM_NIVEAU)
    nom_pluriel = models.CharField("au pluriel", max_length=MAX_NOM_NIVEAU)
    numerotation = models.CharField("numérotation", max_length=MAX_NUMEROTATION, blank=True)

    objects = NiveauQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "niveau du plan"
        verbose_name_plural = "niveaux du plan"
        ordering = ["ctg_id", "rang"]
        constraints = [
            models.UniqueConstraint(fields=["ctg", "rang"], name="niveau_plan_rang_unique"),
            models.CheckConstraint(condition=Q(rang__gte=1, rang__lte=MAX_RANG), name="niveau_plan_rang_borne"),
            models.CheckConstraint(condition=~Q(nom_singulier="") & ~Q(nom_pluriel=""), name="niveau_plan_nomme"),
        ]

    def __str__(self) -> str:
        return self.nom_singulier


class NoeudQuerySet(PlanQuerySet["NoeudPlan"]):
    pass


class NoeudPlan(ModeleUuid):
    """An element of the tree: an axis, an objective. Its parent is of the rank just above; only the first rank has
    none. `code` is what is printed before it, unique in its CTG when there is one."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="noeuds_plan")
    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="noeuds_plan")
    niveau = models.ForeignKey(NiveauPlan, verbose_name="niveau", on_delete=models.CASCADE, related_name="noeuds")
    parent = models.ForeignKey(
        "self", verbose_name="au-dessus", on_delete=models.CASCADE, null=True, blank=True, related_name="enfants"
    )
    code = models.CharField("numéro", max_length=MAX_CODE, blank=True)
    libelle = models.CharField("intitulé", max_length=MAX_LIBELLE)
    description = models.TextField("description", max_length=MAX_TEXTE, blank=True)
    ordre = models.PositiveIntegerField("ordre", default=0)
    enjeux = models.ManyToManyField(Enjeu, verbose_name="enjeux", blank=True, related_name="noeuds_plan")
    version = models.PositiveIntegerField("version", default=1)

    objects = NoeudQuerySet.as_manager()

    maison = Maison(
        "noeud_plan",
        "l’élément du plan",
        cherche=lambda noeud: (str(noeud), get_texte_nu(noeud.description)),
        echanges=Echanges(filter_par_droit(*DROIT_LIRE)),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "élément du plan"
        verbose_name_plural = "éléments du plan"
        ordering = ["ctg_id", "ordre", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["ctg", "code"], condition=~Q(code=""), name="noeud_plan_code_unique"),
            models.CheckConstraint(condition=~Q(libelle=""), name="noeud_plan_libelle_rempli"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("uuid")), name="noeud_plan_pas_son_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.libelle}" if self.code else self.libelle

    def get_absolute_url(self) -> str:
        """Its place in the tree."""
        return f"{reverse('plan_action:plan_detail', args=[self.espace_id, self.ctg_id])}#noeud-{self.pk}"
