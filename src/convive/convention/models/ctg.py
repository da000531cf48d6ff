"""A convention territoriale globale: several years of an espace, followed by the next one."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from convive.convention.rules.ctg import (
    DROIT_LIRE,
    LIBELLES_STATUTS,
    MAX_NOM,
    StatutCtg,
    get_statut,
)
from convive.espaces.models import Espace, EspaceLieQuerySet, Membre
from convive.socle.droits import droits
from convive.socle.objets import ModeleUuid

if TYPE_CHECKING:
    from convive.convention.models.signataire import Signataire


class PlanModifiablePar(models.TextChoices):
    """What it takes to change the plan d’actions, as the convention itself says."""

    COPIL = "copil", "une décision du comité de pilotage"
    AVENANT = "avenant", "un avenant"


class ConventionQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows with an `espace`, for the places that read the CTG of it: it concerns everyone, whatever their limits."""

    def visible_to(self, compte: Any) -> "ConventionQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        places = Membre.objects.en_cours().filter(
            espace=OuterRef("espace"), compte=compte.pk, role__in=droits.get_roles(*DROIT_LIRE)
        )
        return self.filter(Exists(places))


class Ctg(ModeleUuid):
    """`date_fin` is its last day, as signed avenants have moved it. `communes` are INSEE codes; empty: all the espace.

    Its state and its phases are computed from its dates and milestones. `version` grows at each change: a form says
    from which one it started.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="ctgs")
    nom = models.CharField("nom", max_length=MAX_NOM)
    date_debut = models.DateField("premier jour")
    date_fin = models.DateField("dernier jour")
    date_signature = models.DateField("signée le", null=True, blank=True)
    ctg_precedente = models.ForeignKey(
        "self",
        verbose_name="CTG précédente",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suivantes",
    )
    plan_modifiable_par = models.CharField(
        "le plan d’actions change par",
        max_length=10,
        choices=PlanModifiablePar,
        default=PlanModifiablePar.COPIL,
    )
    communes = models.JSONField("communes", default=list, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    # Those that the page has read already, for what it puts together from several places; never a truth of its own.
    signataires_lus: "Sequence[Signataire] | None" = None

    objects = ConventionQuerySet.as_manager()

    class Meta:
        verbose_name = "CTG"
        verbose_name_plural = "CTG"
        ordering = ["espace", "date_debut", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="ctg_nom_rempli"),
            models.CheckConstraint(condition=Q(date_fin__gte=F("date_debut")), name="ctg_dates_ordonnees"),
            models.CheckConstraint(
                condition=Q(plan_modifiable_par__in=PlanModifiablePar.values), name="ctg_plan_modifiable_connu"
            ),
            models.CheckConstraint(
                condition=Q(ctg_precedente__isnull=True) | ~Q(ctg_precedente=F("uuid")), name="ctg_suit_une_autre"
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    def get_statut(self, today: date | None = None) -> StatutCtg:
        return get_statut(
            date_debut=self.date_debut,
            date_fin=self.date_fin,
            date_signature=self.date_signature,
            today=today or timezone.localdate(),
        )

    @property
    def statut(self) -> StatutCtg:
        return self.get_statut()

    @property
    def libelle_statut(self) -> str:
        return LIBELLES_STATUTS[self.statut]
