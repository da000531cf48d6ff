"""The other plans and schemes of the territory: PEDT, contrat de ville, projet social, departmental schemes."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.convention.models.ctg import Ctg
from convive.convention.rules.ctg import MAX_NOM
from convive.convention.rules.plans import (
    DROIT_LIRE_PLANS,
    MAX_ARTICULATION,
    MAX_NUMERO,
    MAX_ORIENTATIONS,
    MAX_TEXTE_ORIENTATION,
    MAX_TYPE_LIBRE,
    EtatPlan,
    get_etat,
)
from convive.echanges.lecteurs import filter_par_droit
from convive.espaces.models import Espace, EspaceLieQuerySet, get_espaces_droit
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, PIECES, Echanges, Maison
from convive.socle.objets import ModeleUuid


class TypePlan(models.TextChoices):
    PEDT = "pedt", "Projet éducatif territorial (PEDT)"
    PLAN_MERCREDI = "plan_mercredi", "Plan mercredi"
    PROJET_SOCIAL = "projet_social", "Projet social (centre social, espace de vie sociale)"
    CONTRAT_VILLE = "contrat_ville", "Contrat de ville"
    CLS = "cls", "Contrat local de santé"
    SDSF = "sdsf", "Schéma départemental des services aux familles"
    ABS = "abs", "Analyse des besoins sociaux"
    PEL = "pel", "Projet éducatif local"
    CRTE = "crte", "Contrat pour la réussite de la transition écologique"
    AUTRE = "autre", "Autre plan ou schéma"


class PlanExterneQuerySet(EspaceLieQuerySet["PlanExterne"]):
    """They concern everyone in the espace, whatever their limits."""

    def visible_to(self, compte: Any) -> "PlanExterneQuerySet":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_espaces_droit(compte, DROIT_LIRE_PLANS))


class PlanExterne(ModeleUuid):
    """A plan that others pilot, or that the territory has beside its CTG. `date_fin` is its last day.

    `orientations` is the text that people write, one per line; the rows `OrientationPlan` follow it, so that an action
    can be linked to one of them. `articulation` says what ties it to the CTG. An archived plan is no longer proposed.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="plans_externes")
    type = ChampListe("type", TypePlan, max_length=20, default=TypePlan.AUTRE, connu="plan_externe_type_connu")
    type_libre = models.CharField("type, en clair", max_length=MAX_TYPE_LIBRE, blank=True)
    nom = models.CharField("nom", max_length=MAX_NOM)
    pilote = models.ForeignKey(
        # An organisation is archived, never deleted under what it pilots.
        Organisation,
        verbose_name="pilote",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="plans_pilotes",
    )
    date_debut = models.DateField("premier jour", null=True, blank=True)
    date_fin = models.DateField("dernier jour", null=True, blank=True)
    lien = models.URLField("lien", max_length=500, blank=True)
    articulation = models.TextField("ce qui le lie à la CTG", blank=True, max_length=MAX_ARTICULATION)
    orientations = models.TextField("orientations", blank=True, max_length=MAX_ORIENTATIONS)
    archive_le = models.DateTimeField("archivé le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)
    ctgs = models.ManyToManyField(
        Ctg, verbose_name="CTG", through="convention.LienPlan", blank=True, related_name="plans_externes"
    )

    objects = PlanExterneQuerySet.as_manager()

    maison = Maison(
        "plan_externe",
        "le plan",
        page="convention:plan_externe_detail",
        cherche=("nom", "libelle_type", "articulation", "orientations"),
        pieces=PIECES,
        echanges=Echanges(filter_par_droit(*DROIT_LIRE_PLANS)),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "autre plan ou schéma"
        verbose_name_plural = "autres plans et schémas"
        ordering = ["espace", "date_fin", "nom", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="plan_externe_nom_rempli"),
            models.CheckConstraint(
                condition=Q(date_debut__isnull=True) | Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")),
                name="plan_externe_dates_ordonnees",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def libelle_type(self) -> str:
        """In its own words when it is of no usual kind."""
        return self.type_libre or self.get_type_display()

    def get_etat(self, today: date | None = None) -> EtatPlan:
        return get_etat(self.date_debut, self.date_fin, today or timezone.localdate())

    @property
    def libelle_etat(self) -> str:
        return "archivé" if self.archive_le else self.get_etat().libelle


class ParPlanQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows of a plan."""

    def visible_to(self, compte: Any) -> "ParPlanQuerySet[M]":
        return self.filter(plan__in=PlanExterne.objects.visible_to(compte))


class OrientationPlan(ModeleUuid):
    """A numbered orientation of a plan. It keeps its identity as long as it keeps its number."""

    plan = models.ForeignKey(PlanExterne, verbose_name="plan", on_delete=models.CASCADE, related_name="lignes")
    numero = models.CharField("numéro", max_length=MAX_NUMERO)
    texte = models.CharField("texte", max_length=MAX_TEXTE_ORIENTATION)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    objects = ParPlanQuerySet["OrientationPlan"].as_manager()

    maison = Maison(
        "orientation_plan",
        "l’orientation",
        page="convention:plan_externe_detail",
        args=("plan.espace_id", "plan_id"),
        espace="plan.espace_id",
        avec=("plan",),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "orientation d’un plan"
        verbose_name_plural = "orientations des plans"
        ordering = ["plan", "ordre", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "numero"], name="orientation_plan_numero_unique"),
            models.CheckConstraint(condition=~Q(texte=""), name="orientation_plan_texte_rempli"),
        ]

    def __str__(self) -> str:
        return f"{self.numero} {self.texte}"


class LienPlan(ModeleUuid):
    """A plan with which a CTG is articulated."""

    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="liens_plans")
    plan = models.ForeignKey(PlanExterne, verbose_name="plan", on_delete=models.CASCADE, related_name="liens_ctg")

    objects = ParPlanQuerySet["LienPlan"].as_manager()

    maison = Maison(
        "lien_plan",
        "le lien",
        libelle="Lien avec un autre plan",
        page="convention:plan_externe_detail",
        args=("plan.espace_id", "plan_id"),
        espace="plan.espace_id",
        avec=("plan", "ctg"),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "lien d’une CTG avec un autre plan"
        verbose_name_plural = "liens des CTG avec les autres plans"
        ordering = ["ctg", "created_at", "uuid"]
        constraints = [models.UniqueConstraint(fields=["ctg", "plan"], name="lien_plan_unique")]

    def __str__(self) -> str:
        return f"{self.plan} – {self.ctg}"
