"""Dated milestones, and the kinds of milestones of an espace."""

from typing import Any

from django.db import models
from django.db.models import Q

from convive.convention.models.ctg import ConventionQuerySet, Ctg
from convive.convention.rules.ctg import MAX_COMMENTAIRE, MAX_LIBELLE
from convive.convention.rules.phases import Phase
from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Inclus, Maison
from convive.socle.objets import ModeleUuid

PHASES = Phase.choices


class TypeJalonQuerySet(EspaceLieQuerySet["TypeJalon"]):
    def actifs(self) -> "TypeJalonQuerySet":
        """Those that a page offers; an archived one stays on the milestones that bear it."""
        return self.filter(date_archivage__isnull=True)


class TypeJalon(ModeleUuid):
    """A kind of milestone, in the words of an espace. `is_attendu`: missing until it is reached or has no object;
    `is_annuel`: it comes back each year of the convention."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="types_jalons")
    phase = ChampListe("phase", Phase, max_length=20, connu="type_jalon_phase_connue")
    libelle = models.CharField("libellé", max_length=MAX_LIBELLE)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    is_attendu = models.BooleanField("attendu", default=True)
    is_annuel = models.BooleanField("revient chaque année", default=False)
    date_archivage = models.DateField("archivé le", null=True, blank=True)

    objects = TypeJalonQuerySet.as_manager()

    maison = Maison(copie=Inclus(structure=True))

    class Meta:
        verbose_name = "type de jalon"
        verbose_name_plural = "types de jalons"
        ordering = ["espace", "ordre", "libelle"]
        constraints = [
            models.UniqueConstraint(fields=["espace", "phase", "libelle"], name="type_jalon_unique"),
            models.CheckConstraint(condition=~Q(libelle=""), name="type_jalon_libelle_rempli"),
        ]

    def __str__(self) -> str:
        return self.libelle


class JalonQuerySet(models.QuerySet["Jalon"]):
    def visible_to(self, compte: Any) -> "JalonQuerySet":
        visibles: ConventionQuerySet[Ctg] = Ctg.objects.visible_to(compte)
        return self.filter(ctg__in=visibles)


class Jalon(ModeleUuid):
    """A milestone of a CTG: planned, reached, or without object here. Phases may overlap: nothing orders them."""

    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="jalons")
    phase = ChampListe("phase", Phase, max_length=20, connu="jalon_phase_connue")
    type = models.ForeignKey(
        TypeJalon, verbose_name="type", on_delete=models.SET_NULL, null=True, blank=True, related_name="jalons"
    )
    libelle = models.CharField("jalon", max_length=MAX_LIBELLE)
    date_prevue = models.DateField("date prévue", null=True, blank=True)
    date_reelle = models.DateField("atteint le", null=True, blank=True)
    is_sans_objet = models.BooleanField("sans objet ici", default=False)
    commentaire = models.TextField("commentaire", blank=True, max_length=MAX_COMMENTAIRE)

    objects = JalonQuerySet.as_manager()

    maison = Maison(
        "jalon",
        "le jalon",
        page="convention:jalon_list",
        args=("ctg.espace_id", "ctg_id"),
        espace="ctg.espace_id",
        avec=("ctg",),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "jalon"
        verbose_name_plural = "jalons"
        ordering = ["ctg", "date_reelle", "date_prevue", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(libelle=""), name="jalon_libelle_rempli"),
            models.CheckConstraint(
                condition=Q(is_sans_objet=False) | Q(date_reelle__isnull=True), name="jalon_sans_objet_sans_date"
            ),
        ]

    def __str__(self) -> str:
        return self.libelle
